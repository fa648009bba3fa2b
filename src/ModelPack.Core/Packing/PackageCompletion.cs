using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
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
    /// <param name="problem">What is wrong; <see langword="null"/> on success.</param>
    /// <returns>One line on what was packed; <see langword="null"/> where nothing was.</returns>
    public static string? Finish(string stateFolder, string packageFolder, string outputFolder, string id, string version, out Problem? problem)
    {
        problem = null;
        string? summary = null;
        List<string> written = [];
        if (!Directory.Exists(packageFolder))
        {
            return null;
        }

        try
        {
            foreach (string package in Directory.EnumerateFiles(packageFolder).Order(StringComparer.Ordinal))
            {
                if (Path.GetExtension(package) == ".nupkg" && !package.EndsWith(".symbols.nupkg", StringComparison.Ordinal))
                {
                    if (Check(package, id, version) is { } complaint)
                    {
                        problem = new Problem(DiagnosticCodes.IncompletePackage, $"The package that was written {complaint}. Pack again when nothing else packs this project; if that does not help, a file name or a property of the project keeps NuGet from packing it.", package);
                        return null;
                    }

                    summary = Summary(new BuildState(stateFolder), Path.Combine(outputFolder, Path.GetFileName(package)));
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
            long size = files.Sum(file => new FileInfo(file).Length);
            long free = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(folder)! : folder).AvailableFreeSpace;
            return free >= size ? null : new Problem(
                DiagnosticCodes.CannotWrite,
                $"The package cannot be written: it may need {ByteSizes.Text(size)}, and the disk has {ByteSizes.Text(free)}. Free space on the disk, or move the intermediate folder to another one.",
                folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A network share, for example, that does not tell: then packing itself will.
            return null;
        }
    }

    private static string Summary(BuildState state, string package)
    {
        List<ModelFile> files = ModelManifest.Load(state.Manifest).Files;
        return string.Create(CultureInfo.InvariantCulture, $"{package} ({files.Count} {(files.Count == 1 ? "file" : "files")}, {ByteSizes.Text(files.Sum(file => file.Size))}, {File.ReadAllText(state.Digest)})");
    }

    /// <summary>
    /// What is wrong with a package; <see langword="null"/> where it is whole. Every byte is compared with the manifest: between the layout and the
    /// package another build of the project, or a hook of it, may have written to the intermediate folder.
    /// </summary>
    private static string? Check(string package, string id, string version)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        ZipArchiveEntry? entry = archive.GetEntry(PackageLayout.Manifest);
        if (entry is null)
        {
            return $"has no '{PackageLayout.Manifest}'";
        }

        using Stream stream = entry.Open();
        ModelManifest manifest = ModelManifest.Load(stream, PackageLayout.Manifest);
        if (manifest.Id != id || manifest.Version != version)
        {
            return $"has the manifest of {manifest.Id} {manifest.Version}";
        }

        Dictionary<string, ZipArchiveEntry> entries = new(StringComparer.Ordinal);
        foreach (ZipArchiveEntry file in archive.Entries)
        {
            entries[Uri.UnescapeDataString(file.FullName)] = file;
        }

        foreach (ModelFile file in manifest.Files)
        {
            if (!entries.TryGetValue($"{PackageLayout.Files}/{file.Path}", out ZipArchiveEntry? packed))
            {
                return $"lacks '{file.Path}'";
            }

            using Stream content = packed.Open();
            if (Convert.ToHexStringLower(SHA256.HashData(content)) != file.Sha256)
            {
                return $"holds another '{file.Path}' than its manifest says";
            }
        }

        return null;
    }

    private static string Move(string package, string outputFolder)
    {
        Directory.CreateDirectory(outputFolder);
        string target = Path.Combine(outputFolder, Path.GetFileName(package));
        string temporary = $"{target}.tmp";
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
