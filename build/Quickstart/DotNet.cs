using System.Diagnostics;
using System.Text;

namespace Quickstart;

/// <summary>Runs <c>dotnet</c> as a person would, but with the package folder of this run.</summary>
internal sealed class DotNet
{
    private readonly QuickstartFolder folder;
    private string? fallback;

    public DotNet(QuickstartFolder folder)
    {
        this.folder = folder;
    }

    /// <summary>A command as one would type it in its working folder.</summary>
    public static string Describe(string workingFolder, IEnumerable<string> arguments) =>
        string.Join(' ', arguments.Select(argument => Path.IsPathFullyQualified(argument) ? Path.GetRelativePath(workingFolder, argument) : argument).Select(Quote).Prepend("dotnet"));

    /// <summary>
    /// Takes the user's package folder as a read-only second one, so that nothing that is on the machine is downloaded again.
    /// Not where it holds packages of ours: they might be of the same version and another content.
    /// </summary>
    /// <returns>The folder, or <see langword="null"/> where it is not taken.</returns>
    public async Task<string?> UseUsersPackages(CancellationToken cancellationToken)
    {
        using Process process = Start(folder.Repository, Environment.ProcessPath!, ["nuget", "locals", "global-packages", "--list"], isolated: false);
        string output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        // "global-packages: <folder>"
        string users = output[(output.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        fallback = Directory.Exists(users) && !Directory.EnumerateDirectories(users).Any(id => IsOurs(Path.GetFileName(id))) ? users : null;
        return fallback;
    }

    /// <summary>Runs a command to its end, and shows it and what it said.</summary>
    /// <param name="workingFolder">Where it runs.</param>
    /// <param name="arguments">The command and its arguments.</param>
    /// <param name="hidden">Arguments that only this run needs, and that a reader would not type.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    /// <exception cref="StepException">The command failed; the message has all its output.</exception>
    public Task Run(string workingFolder, IReadOnlyList<string> arguments, IReadOnlyList<string> hidden, CancellationToken cancellationToken) =>
        Run(workingFolder, Environment.ProcessPath!, Describe(workingFolder, arguments), [.. arguments, .. hidden], cancellationToken);

    /// <summary>Runs a tool that was installed to its end, and shows it and what it said.</summary>
    /// <param name="workingFolder">Where it runs.</param>
    /// <param name="tool">The tool, relative to that folder.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="StepException">It failed; the message has all its output.</exception>
    public Task RunTool(string workingFolder, string tool, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        Run(workingFolder, Path.Combine(workingFolder, tool), string.Join(' ', arguments.Select(Quote).Prepend(tool)), arguments, cancellationToken);

    private static string Quote(string argument) => argument.Contains(' ', StringComparison.Ordinal) ? $"\"{argument}\"" : argument;

    private async Task Run(string workingFolder, string program, string command, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        Terminal.Command(command);
        StringBuilder output = new();
        using Process process = Start(workingFolder, program, arguments, isolated: true);
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        string text = output.ToString();
        if (process.ExitCode != 0)
        {
            throw new StepException($"'{command}' failed with exit code {process.ExitCode}. All that it said:\n\n{text}");
        }

        Terminal.Output(text.Replace(folder.Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal));
    }

    /// <summary>Starts a command whose output the caller reads.</summary>
    public Process Start(string workingFolder, IReadOnlyList<string> arguments) => Start(workingFolder, Environment.ProcessPath!, arguments, isolated: true);

    private static bool IsOurs(string id) => id.StartsWith("modelpack.", StringComparison.OrdinalIgnoreCase) || id.Equals(Sample.PackageId, StringComparison.OrdinalIgnoreCase);

    private static void Append(StringBuilder output, string? line)
    {
        if (line is not null)
        {
            lock (output)
            {
                output.Append(line).Append('\n');
            }
        }
    }

    private Process Start(string workingFolder, string program, IReadOnlyList<string> arguments, bool isolated)
    {
        ProcessStartInfo info = new(program, arguments)
        {
            WorkingDirectory = workingFolder,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };

        // This program runs within a build: what MSBuild tells its children is not for these.
        foreach (string name in info.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name == "DOTNET_HOST_PATH").ToArray())
        {
            info.Environment.Remove(name);
        }

        if (isolated)
        {
            info.Environment["NUGET_PACKAGES"] = folder.Packages;
            info.Environment["NUGET_FALLBACK_PACKAGES"] = fallback;
            info.Environment["MODELPACK_STORE"] = folder.Store;
            info.Environment["ArtifactsPath"] = folder.BuildOutput;
        }

        // No server outlives the tour with a folder open that the next run empties.
        info.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        info.Environment["UseSharedCompilation"] = "false";
        info.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        info.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        info.Environment["DOTNET_NOLOGO"] = "1";
        // What runs a tool's program is the host that runs this.
        info.Environment["DOTNET_ROOT"] = Path.GetDirectoryName(Environment.ProcessPath);
        return Process.Start(info) ?? throw new StepException($"'{info.FileName}' cannot be started.");
    }
}
