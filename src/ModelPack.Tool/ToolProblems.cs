using ModelPack.Core.Diagnostics;
using ModelPack.Tool.Targets;

namespace ModelPack.Tool;

/// <summary>Says what is wrong with what the tool was asked.</summary>
internal static class ToolProblems
{
    public static ModelPackException NoSuchTarget(string what) => Fail(
        ToolDiagnosticCodes.NoSuchTarget, $"'{what}' is no file, no folder and no package ({PackageReferenceText.Form}). Name a .nupkg, a package with its version, a model project or a service's output folder.");

    public static ModelPackException NoSuchFile(string file) => Fail(
        ToolDiagnosticCodes.NoSuchTarget, $"'{file}' is no package, no project and no {ModelManifest.FileName}. Name one, or run 'validate' for a model's file.", file);

    public static ModelPackException NoModelsIn(string folder) => Fail(
        ToolDiagnosticCodes.NoSuchTarget,
        $"'{folder}' has no models: it is no extracted package, has no 'models/<name>/{ModelManifest.FileName}' as a service's output has, and no project. Name a folder that has.",
        folder);

    public static ModelPackException SeveralProjects(string folder, IEnumerable<string> projects) => Fail(
        ToolDiagnosticCodes.NoSuchTarget, $"'{folder}' has several projects: {string.Join(", ", projects.Select(Path.GetFileName))}. Name one of them.", folder);

    public static ModelPackException NoModelProject(string project) => Fail(
        ToolDiagnosticCodes.NoSuchTarget, $"'{project}' is no model project: it does not use ModelPack.Sdk. Name a model project, or the output folder of a service.", project);

    public static ModelPackException NoModelFile(string file) => Fail(
        ToolDiagnosticCodes.NoSuchTarget, $"'{file}' is no model, tokenizer or configuration that can be checked. Name a model file, or a folder with models.", file);

    public static ModelPackException NoModelFilesIn(string folder) => Fail(
        ToolDiagnosticCodes.NoSuchTarget, $"'{folder}' has nothing to validate: no file that a model project would find by itself (*.onnx, *.safetensors, tokenizer.json, …). Name a folder that has.", folder);

    public static ModelPackException NameTheFolder(string file) => Fail(
        ToolDiagnosticCodes.NoSuchTarget, $"'{file}' says which files of its folder belong together. Name the folder.", file);

    public static ModelPackException ProjectFails(string project, string what, Exception? exception = null) => Fail(
        ToolDiagnosticCodes.ProjectFails, $"'{project}' does not build: {what} Mend it; 'dotnet build' shows everything.", project, exception);

    public static ModelPackException BadArgument(string message) => Fail(ToolDiagnosticCodes.BadArgument, message);

    public static ModelPackException CannotWrite(string file, Exception exception) => Fail(
        ToolDiagnosticCodes.CannotWrite, $"'{file}' cannot be written: {exception.Message.TrimEnd('.')}. Free space, allow writing, or name another file.", file, exception);

    public static ModelPackException NotOfManifest(string package, string document) => Fail(
        DiagnosticCodes.DamagedModelPackage, $"'{document}' of '{package}' is not what its manifest gives: it, or the manifest, was edited. Fetch the package again, or take it from another source.", package);

    public static ModelPackException OtherModel(string package, string of, string manifest) => Fail(
        DiagnosticCodes.DamagedModelPackage, $"'{package}' is the package {of}, and its manifest that of {manifest}. Fetch it again, or take it from another source.", package);

    public static ModelPackException NoDotNet(Exception exception) => Fail(
        ToolDiagnosticCodes.ProjectFails, $"'dotnet' cannot be started: {exception.Message.TrimEnd('.')}. Put the .NET SDK on the path.", inner: exception);

    public static ModelPackException FileFails(Exception exception) => Fail(
        ToolDiagnosticCodes.FileFails, $"A file or stream cannot be read or written: {exception.Message.TrimEnd('.')}. Check that it exists, that there is space, and the rights.", inner: exception);

    public static ModelPackException Unreadable(string path, Exception exception) => Fail(
        DiagnosticCodes.UnreadablePackage, $"'{path}' cannot be read: {exception.Message.TrimEnd('.')}. Check that it exists and may be read.", path, exception);

    private static ModelPackException Fail(string code, string message, string? file = null, Exception? inner = null) => new(new Problem(code, message, file), inner);
}
