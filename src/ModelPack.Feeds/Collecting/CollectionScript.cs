using System.Text;
using ModelPack.Feeds.Configuration;
using NuGet.Configuration;

namespace ModelPack.Feeds.Collecting;

/// <summary>Writes what can go as a script, for whoever may delete: for a POSIX shell, or for PowerShell.</summary>
public static class CollectionScript
{
    private const string Shell = "#!/bin/sh\nset -eu\n";
    private const string Title = "# What nothing needs on ";

    /// <summary>The text of the script.</summary>
    /// <param name="plan">What can go.</param>
    /// <param name="isPowerShell">Whether it is for PowerShell.</param>
    public static string Write(CollectionPlan plan, bool isPowerShell)
    {
        StringBuilder script = new();
        if (!isPowerShell)
        {
            script.Append(Shell);
        }

        bool isFeed = plan.Source is { IsLocal: false };
        string where = plan.Source is { } source ? SourceName.Place(source.Source) : "this machine";
        script.Append(Title).Append(Comment(where)).Append(": ").Append(plan.Items.Count).Append(plan.Items.Count == 1 ? " thing, " : " things, ").Append(plan.Size).Append(" bytes as far as known.\n");
        script.Append("# Versions come before their payloads. Do not run it while somebody pushes there; plan again where it is old.\n");
        if (isFeed)
        {
            script.Append("# On some feeds deleting only unlists. The API key is taken from NUGET_API_KEY, or from nuget.config.\n");
            script.Append(isPowerShell ? "$key = if ($env:NUGET_API_KEY) { '--api-key', $env:NUGET_API_KEY } else { @() }\n" : "");
        }

        foreach (Garbage item in plan.Items)
        {
            script.Append("# ").Append(Comment(item.Reason)).Append('\n').Append(Command(item, plan.Source, isPowerShell)).Append('\n');
        }

        return script.ToString();
    }

    /// <summary>Whether a text begins as these scripts do.</summary>
    public static bool IsOne(string text) => text.StartsWith(Title, StringComparison.Ordinal) || text.StartsWith(Shell + Title, StringComparison.Ordinal);

    private static string Command(Garbage item, PackageSource? source, bool isPowerShell) =>
        new[] { item.Id, item.Version, item.Path, source?.Name, source?.Source }.OfType<string>().FirstOrDefault(text => text.Any(IsControl)) is { } text ? $"# Left out, for a name with control characters: {Comment(text)}"
        : source is null ? Remove(item.Path!, isPowerShell)
        : source.IsLocal ? Remove(PackagePlace.Of(source.Source, item.Path!), isPowerShell)
        : Delete(item, SourceName.Short(source), isPowerShell);

    private static string Delete(Garbage item, string source, bool isPowerShell) =>
        $"dotnet nuget delete {Quote(item.Id, isPowerShell)} {Quote(item.Version!, isPowerShell)} --source {Quote(source, isPowerShell)} --non-interactive {(isPowerShell ? "@key" : "${NUGET_API_KEY:+--api-key \"$NUGET_API_KEY\"}")}";

    /// <summary>Removes the package's own files, and folders of its own that are empty then.</summary>
    private static string Remove(PackagePlace place, bool isPowerShell)
    {
        if (isPowerShell)
        {
            string files = string.Join(", ", place.Files.Select(file => Quote(file, isPowerShell)));
            string folders = string.Join(", ", place.Folders.Select(folder => Quote(folder, isPowerShell)));
            return $"foreach ($file in {files}) {{ if (Test-Path -LiteralPath $file) {{ Remove-Item -Force -LiteralPath $file }} }}"
                + (place.Folders.Count == 0 ? "" : $"\nforeach ($folder in {folders}) {{ if (-not (Get-ChildItem -Force -LiteralPath $folder)) {{ Remove-Item -Force -LiteralPath $folder }} }}");
        }

        return $"rm -f -- {string.Join(' ', place.Files.Select(file => Quote(file, isPowerShell)))}"
            + (place.Folders.Count == 0 ? "" : $"\nrmdir -- {string.Join(' ', place.Folders.Select(folder => Quote(folder, isPowerShell)))} 2>/dev/null || true");
    }

    /// <summary>Removes what NuGet or ModelPack wrote on this machine: a package of its cache, or a file or folder of the store.</summary>
    private static string Remove(string path, bool isPowerShell) => isPowerShell ? $"Remove-Item -Recurse -Force -LiteralPath {Quote(path, isPowerShell)}" : $"rm -rf -- {Quote(path, isPowerShell)}";

    // PowerShell takes typographic quotes for the plain one too, and any of them twice for itself.
    private static string Quote(string text, bool isPowerShell) => isPowerShell
        ? $"'{string.Concat(text.Select(letter => letter is '\'' or (>= '\u2018' and <= '\u201B') ? new string(letter, 2) : letter.ToString()))}'"
        : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Comment(string text) => new([.. text.Select(letter => IsControl(letter) ? '?' : letter)]);

    private static bool IsControl(char letter) => char.IsControl(letter) || letter is '\u2028' or '\u2029';
}
