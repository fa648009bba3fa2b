using System.Text.RegularExpressions;
using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Records;

/// <summary>The names of the packages that records are in.</summary>
public static partial class RecordPackages
{
    /// <summary>The tag of alias packages.</summary>
    public const string AliasTag = "modelpack-alias";

    /// <summary>The tag of packages with records.</summary>
    public const string RecordTag = "modelpack-record";

    /// <summary>Where the records are in a package of records.</summary>
    public const string Entry = "modelpack/records.json";

    /// <summary>The folder of signed records in a package of records.</summary>
    public const string EnvelopesFolder = "modelpack/envelopes";

    /// <summary>The folder of files that belong to records.</summary>
    public const string AttachmentsFolder = "modelpack/attachments";

    private static readonly string[] Reserved = ["Attestations", "Deployments", "Revocations", "Payload"];

    private static readonly string[] Suffixes = [Attestations(""), Deployments(""), Revocations("")];

    /// <summary>The package of attestations of a model.</summary>
    /// <param name="model">The package id of the model.</param>
    public static string Attestations(string model) => model + ".Attestations";

    /// <summary>The package of revocations of a model.</summary>
    /// <param name="model">The package id of the model.</param>
    public static string Revocations(string model) => model + ".Revocations";

    /// <summary>The package of deployments of a model.</summary>
    /// <param name="model">The package id of the model.</param>
    public static string Deployments(string model) => model + ".Deployments";

    /// <summary>The model whose attestations, deployments or revocations a package of this id has; <see langword="null"/> where the id is of none.</summary>
    /// <param name="id">The package id.</param>
    public static string? ModelOf(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return Suffixes.FirstOrDefault(suffix => id.Length > suffix.Length && id.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)) is { } found ? id[..^found.Length] : null;
    }

    /// <summary>The alias of a model for a stage.</summary>
    /// <param name="model">The package id of the model.</param>
    /// <param name="stage">The stage.</param>
    public static string Alias(string model, string stage) => $"{model}.{stage}";

    /// <summary>The version of a record package.</summary>
    /// <param name="sequence">The number.</param>
    public static string VersionOf(int sequence) => $"{sequence}.0.0";

    /// <summary>Checks the name of a stage: it is a part of a package id, and other packages of records have some names.</summary>
    /// <param name="stage">The name.</param>
    /// <exception cref="ModelPackException">It cannot be one (MP5064).</exception>
    public static void RequireStage(string stage)
    {
        if (!StageName().IsMatch(stage))
        {
            throw RecordProblems.Fail(RecordDiagnosticCodes.BadStage, $"'{stage}' is no name of a stage: it begins with a letter and has letters, digits, '_' and '-', at most 40. Name it like 'Production'.");
        }

        if (Reserved.Contains(stage, StringComparer.OrdinalIgnoreCase))
        {
            throw RecordProblems.Fail(RecordDiagnosticCodes.BadStage, $"'{stage}' is no name of a stage: packages of records or payloads are called that. Choose another one.");
        }
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_\-]{0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex StageName();
}
