using ModelPack.Tool.Targets;

namespace ModelPack.Tool.Commands.Validate;

/// <summary>Where the program is that loads and runs models, and what runs it.</summary>
internal static class ValidatorHost
{
    /// <summary>The validator's assembly, beside the tool.</summary>
    public static string Assembly => Path.Combine(AppContext.BaseDirectory, "validator", "ModelPack.Validator.dll");

    /// <summary>The host of the runtime that runs this tool, so that it is there; else what <c>dotnet</c> means to the user.</summary>
    public static string DotNet
    {
        get
        {
            // The shared framework lies in <root>/shared/Microsoft.NETCore.App/<version>.
            string root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location) ?? "", "..", "..", ".."));
            string host = Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
            return File.Exists(host) ? host : DotNetProcess.Host;
        }
    }
}
