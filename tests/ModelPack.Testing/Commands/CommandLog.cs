using System.Globalization;
using System.Text;

namespace ModelPack.Testing;

/// <summary>The log file of one command.</summary>
internal static class CommandLog
{
    /// <summary>Writes down a command. Only variables that steer builds are listed: the rest of the environment may hold secrets.</summary>
    public static string Format(CommandResult result, IDictionary<string, string?> environment)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"# {result.Command}\n\nfolder: {result.Folder}\nexit code: {result.ExitCode}\nbinary log: {result.BinaryLogPath}\n\n## Environment\n\n");
        foreach ((string name, string? value) in environment.Where(pair => IsTold(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"    {name}={value}\n");
        }

        text.Append("\n## Output\n\n```\n").Append(result.Output).Append("```\n");
        return text.ToString();
    }

    private static bool IsTold(string name) =>
        name is "PATH" or "HOME" or "NUGET_PACKAGES" or "UseSharedCompilation"
        || name.StartsWith("DOTNET_", StringComparison.Ordinal)
        || name.StartsWith("GIT_", StringComparison.Ordinal)
        || name.StartsWith("MODELPACK_", StringComparison.Ordinal)
        || name.StartsWith("MSBUILD", StringComparison.Ordinal);
}
