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

    private static ModelPackException Fail(string code, string package, string message, Exception? inner = null) => new(new Problem(code, message, package), inner);
}
