using System.Text;
using ModelPack.Feeds.Configuration;

namespace ModelPack.Feeds.Collecting;

/// <summary>Writes what can go as a script, for whoever may delete: for a POSIX shell, or for PowerShell.</summary>
public static class CollectionScript
{
    /// <summary>The text of the script.</summary>
    /// <param name="plan">What can go.</param>
    /// <param name="isPowerShell">Whether it is for PowerShell.</param>
    public static string Write(CollectionPlan plan, bool isPowerShell)
    {
        StringBuilder script = new();
        if (!isPowerShell)
        {
            script.Append("#!/bin/sh\nset -eu\n");
        }

        bool isFeed = plan.Source is { IsLocal: false };
        string where = plan.Source is { } source ? SourceName.Place(source.Source) : "this machine";
        script.Append("# What nothing needs on ").Append(Comment(where)).Append(": ").Append(plan.Items.Count).Append(plan.Items.Count == 1 ? " thing, " : " things, ").Append(plan.Size).Append(" bytes as far as known.\n");
        script.Append("# Versions come before their payloads. Do not run it while somebody pushes there; plan again where it is old.\n");
        if (isFeed)
        {
            script.Append("# On some feeds deleting only unlists. The API key is taken from NUGET_API_KEY, or from nuget.config.\n");
            script.Append(isPowerShell ? "$key = if ($env:NUGET_API_KEY) { '--api-key', $env:NUGET_API_KEY } else { @() }\n" : "");
        }

        foreach (Garbage item in plan.Items)
        {
            script.Append("# ").Append(Comment(item.Reason)).Append('\n').Append(isFeed ? Delete(item, SourceName.Short(plan.Source!), isPowerShell) : Remove(item, isPowerShell)).Append('\n');
        }

        return script.ToString();
    }

    private static string Delete(Garbage item, string source, bool isPowerShell) =>
        $"dotnet nuget delete {Quote(item.Id, isPowerShell)} {Quote(item.Version!, isPowerShell)} --source {Quote(source, isPowerShell)} --non-interactive {(isPowerShell ? "@key" : "${NUGET_API_KEY:+--api-key \"$NUGET_API_KEY\"}")}";

    private static string Remove(Garbage item, bool isPowerShell)
    {
        // A package in a folder of its own goes with it.
        string path = item.Path!;
        string? parent = Path.GetDirectoryName(path);
        string? id = Path.GetDirectoryName(parent);
        string target = parent is not null && id is not null && Path.GetFileName(path).Equals($"{Path.GetFileName(id)}.{Path.GetFileName(parent)}.nupkg", StringComparison.OrdinalIgnoreCase) ? parent : path;
        return isPowerShell ? $"Remove-Item -Recurse -Force -LiteralPath {Quote(target, isPowerShell)}" : $"rm -rf -- {Quote(target, isPowerShell)}";
    }

    private static string Quote(string text, bool isPowerShell) => $"'{text.Replace("'", isPowerShell ? "''" : "'\\''", StringComparison.Ordinal)}'";

    private static string Comment(string text) => new([.. text.Select(letter => char.IsControl(letter) ? '?' : letter)]);
}
