using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Records;

/// <summary>Makes the problems of records.</summary>
internal static class RecordProblems
{
    public static ModelPackException BadRecord(string name, string rest, Exception? inner = null) => Fail(RecordDiagnosticCodes.BadRecord, $"'{name}' {rest}", inner);

    public static ModelPackException BadHistory(string name, string rest) => Fail(
        RecordDiagnosticCodes.BadHistory,
        $"The history in '{name}' {rest}. Do not trust what it says; ask who runs the feed who pushed it, and publish a sound one from a copy that is older.");

    public static ModelPackException Full(string name, string limit) => Fail(
        RecordDiagnosticCodes.RecordsFull,
        $"With this record the records of '{name}' would be more than {limit}, the most that is read. Nothing was published. Attest fewer metrics; keep large results in a file elsewhere, and attach one with its address and digest. If there is no room at all, go on with '--records-source' and another source.");

    public static ModelPackException Fail(string code, string message, Exception? inner = null, string? file = null, int line = 0) => new(new Problem(code, message, file, line), inner);
}
