using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Packages;

/// <summary>Says what is wrong with a package that is read.</summary>
internal static class PackageProblems
{
    public static ModelPackException NoModel(string package) => Fail(
        DiagnosticCodes.NotAModelPackage, package, $"'{package}' is no model package: it has no 'modelpack/{ModelManifest.FileName}'. Name a package that was packed with ModelPack.Sdk.");

    public static ModelPackException Damaged(string package, string what, Exception? inner = null) => Fail(
        DiagnosticCodes.DamagedModelPackage, package, $"'{package}' is damaged: {what.TrimEnd('.')}. Fetch it again, or take it from another source.", inner);

    public static ModelPackException Unreadable(string package, Exception exception) => Fail(
        DiagnosticCodes.UnreadablePackage, package, $"'{package}' cannot be read: {exception.Message.TrimEnd('.')}. Check that it exists and may be read.", exception);

    public static ModelPackException NotHere(string package, string file, ModelPayload payload) => Fail(
        DiagnosticCodes.FileNotHere, package, $"'{file}' of '{package}' is in the payload package {payload.Id} {payload.Version}, which is not on this machine. Fetch it, or put it beside the package.");

    public static ModelPackException NotMaterialized(string place, string file) => Fail(
        DiagnosticCodes.FileNotHere, place, $"'{file}' is not in '{place}': the model has it, but services do not get it. Look at the package.");

    public static ModelPackException ChangedSinceBuild(string project, string file, InvalidDataException exception) => Fail(
        DiagnosticCodes.DamagedModelPackage, project, $"'{file}' has changed since '{project}' was built: {exception.Message.TrimEnd('.')}. Try again when nothing writes it.", exception);

    public static ModelPackException LaidOut(string place, string file) => Fail(
        DiagnosticCodes.FileNotHere, place, $"'{file}' is laid out by tensor in '{place}': the author's bytes are given back from the package. Look at the package.");

    private static ModelPackException Fail(string code, string package, string message, Exception? inner = null) => new(new Problem(code, message, package), inner);
}
