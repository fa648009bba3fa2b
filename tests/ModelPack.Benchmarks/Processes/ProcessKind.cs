namespace ModelPack.Benchmarks.Processes;

/// <summary>What a process of a measured command is, told by its command line.</summary>
internal static class ProcessKind
{
    public const string Build = "dotnet (MSBuild, NuGet)";
    public const string Node = "MSBuild node";
    public const string Compiler = "compiler";
    public const string Validator = "validator";
    public const string Service = "service";
    public const string Other = "other";

    /// <summary>The kind of a process.</summary>
    /// <param name="arguments">Its command line.</param>
    public static string Of(IReadOnlyList<string> arguments)
    {
        string program = Path.GetFileName(arguments.ElementAtOrDefault(0) ?? "");
        string first = Path.GetFileName(arguments.ElementAtOrDefault(1) ?? "");
        if (arguments.Any(argument => argument.EndsWith("ModelPack.Validator.dll", StringComparison.Ordinal)))
        {
            return Validator;
        }

        if (arguments.Any(argument => argument.EndsWith("csc.dll", StringComparison.Ordinal) || argument.EndsWith("VBCSCompiler.dll", StringComparison.Ordinal)) || program is "csc" or "VBCSCompiler")
        {
            return Compiler;
        }

        if (arguments.Any(argument => argument.StartsWith("/nodemode:", StringComparison.OrdinalIgnoreCase)))
        {
            return Node;
        }

        if (program is "dotnet" or "dotnet.exe")
        {
            return first.EndsWith(".dll", StringComparison.Ordinal) && first is not ("dotnet.dll" or "MSBuild.dll") ? Service : Build;
        }

        return program.StartsWith("Service", StringComparison.Ordinal) ? Service : Other;
    }
}
