using System.Globalization;
using ModelPack.Core.Content;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Projects;

namespace ModelPack.Core.Packing;

/// <summary>Checks the packages that stock pack wrote beside, and moves them to where they belong, in one step each.</summary>
public static class PackageCompletion
{
    /// <summary>Completes a pack. What fails stays where stock pack wrote it, until the next pack clears that folder.</summary>
    /// <param name="stateFolder">The folder that the build wrote to.</param>
    /// <param name="packageFolder">Where stock pack wrote.</param>
    /// <param name="outputFolder">Where the packages belong.</param>
    /// <param name="id">The package id.</param>
    /// <param name="version">The normalized package version.</param>
    /// <param name="newPayloadBytes">How many bytes of content the payload packages have that this pack wrote.</param>
    /// <param name="problem">What is wrong; <see langword="null"/> on success.</param>
    /// <returns>One line on what was packed; <see langword="null"/> where nothing was.</returns>
    public static string? Finish(string stateFolder, string packageFolder, string outputFolder, string id, string version, long newPayloadBytes, out Problem? problem)
    {
        problem = null;
        string? summary = null;
        List<string> written = [];
        try
        {
            summary = newPayloadBytes > 0 ? PayloadSummary(stateFolder, newPayloadBytes) : null;
            if (!Directory.Exists(packageFolder))
            {
                return summary;
            }

            foreach (string package in Directory.EnumerateFiles(packageFolder).Order(StringComparer.Ordinal))
            {
                if (Path.GetExtension(package) == ".nupkg" && !package.EndsWith(".symbols.nupkg", StringComparison.Ordinal))
                {
                    if (PackageCheck.Complaint(package, id, version) is { } complaint)
                    {
                        problem = new Problem(DiagnosticCodes.IncompletePackage, $"The package that was written {complaint}. Pack again when nothing else packs this project; if that does not help, a file name or a property of the project keeps NuGet from packing it.", package);
                        return null;
                    }

                    summary = PayloadSummary(stateFolder, newPayloadBytes) ?? Summary(new BuildState(stateFolder), Path.Combine(outputFolder, Path.GetFileName(package)));
                }

                written.Add(Move(package, outputFolder));
            }

            Directory.Delete(packageFolder, recursive: true);
            new PackageRecord(stateFolder).Keep(written);
        }
        catch (InvalidDataException exception)
        {
            problem = new Problem(DiagnosticCodes.IncompletePackage, $"The package that was written is damaged: {exception.Message} Pack again when nothing else packs this project.", packageFolder);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problem = new Problem(DiagnosticCodes.CannotWrite, $"The package cannot be written: {exception.Message} Free space on the disk, or give the user that builds the right to write.", outputFolder);
            return null;
        }

        return summary;
    }

    /// <summary>Whether the disk has room for a package of these files. Asked beforehand: stock pack's own error has neither code nor cure.</summary>
    /// <param name="folder">An existing folder on the disk.</param>
    /// <param name="files">The files; weights hardly deflate, so their whole size counts.</param>
    /// <returns>What is wrong; <see langword="null"/> where there is room, or where the system does not say.</returns>
    public static Problem? CheckSpace(string folder, IEnumerable<string> files)
    {
        try
        {
            return DiskSpace.Check(folder, files.Sum(file => new FileInfo(file).Length), "The package", "move the intermediate folder to another one");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Packing itself will say what is wrong with the file.
            return null;
        }
    }

    private static string Summary(BuildState state, string package)
    {
        List<ModelFile> files = ModelManifest.Load(state.Manifest).Files;
        return string.Create(CultureInfo.InvariantCulture, $"{package} ({files.Count} {(files.Count == 1 ? "file" : "files")}, {ByteSizes.Text(files.Sum(file => file.Size))}, {File.ReadAllText(state.Digest)})");
    }

    /// <summary>E.g. <c>Contoso.Sentiment 1.2.0: 4.1 GiB in 33 payloads, 128 MiB new</c>; <see langword="null"/> for a package without payloads.</summary>
    private static string? PayloadSummary(string stateFolder, long newBytes)
    {
        ModelManifest manifest = ModelManifest.Load(StageFolder.ManifestOf(stateFolder));
        return manifest.Payloads is not { Count: > 0 } payloads ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"{manifest.Id} {manifest.Version}: {ByteSizes.Text(payloads.Sum(payload => payload.Size))} in {payloads.Count} {(payloads.Count == 1 ? "payload" : "payloads")}, {ByteSizes.Text(newBytes)} new");
    }

    private static string Move(string package, string outputFolder)
    {
        Directory.CreateDirectory(outputFolder);
        TemporaryFiles.DeleteAbandoned(outputFolder);
        string target = Path.Combine(outputFolder, Path.GetFileName(package));
        string temporary = TemporaryFiles.NewIn(outputFolder);
        try
        {
            // Across file systems a move is a copy, which may end half-way: so first beside the target, then renamed.
            File.Move(package, temporary, overwrite: true);
            File.Move(temporary, target, overwrite: true);
            return target;
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
