using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ModelPack.Core.Content;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Projects;
using ModelPack.Files;

namespace ModelPack.Core.Manifests;

/// <summary>
/// Reads <c>ModelDataset</c> items. One that names a local file or folder is digested: a file by its SHA-256, a folder by the SHA-256 of one
/// line <c>&lt;sha256&gt;␠␠&lt;path&gt;\n</c> per file, ordered by path (ordinal).
/// </summary>
internal sealed class DatasetReader(ModelProject project, DigestMemory memory, ICollection<Problem> problems)
{
    /// <summary>The data sets, ordered by name and role.</summary>
    public IReadOnlyList<ModelDataset> Read(CancellationToken cancellationToken) =>
        [.. project.Items.Where(item => item.Kind == ModelItemKind.Dataset)
            .Select(item => Read(item, cancellationToken))
            .OrderBy(dataset => dataset.Name, StringComparer.Ordinal)
            .ThenBy(dataset => dataset.Role, StringComparer.Ordinal)];

    /// <summary>The local file or folder that an item names, by <c>Path</c> or by its <c>Include</c>.</summary>
    public static string? LocalPath(ModelItem item, string projectFolder)
    {
        string path = item.Get("Path") is { } given ? Path.GetFullPath(given, projectFolder) : item.FullPath;
        return Directory.Exists(path) || FileStamp.Read(path, follow: true).IsFile ? path : null;
    }

    private ModelDataset Read(ModelItem item, CancellationToken cancellationToken)
    {
        ModelDataset dataset = new()
        {
            Name = item.Get("Name") ?? item.Include.Replace('\\', '/').TrimEnd('/'),
            Role = item.Get("Role"),
            Identifier = item.Get("Identifier"),
            Uri = item.Get("Uri"),
            Version = item.Get("Version"),
            Digest = item.Get("Digest"),
            PreprocessingVersion = item.Get("PreprocessingVersion"),
            License = item.Get("License"),
            Description = item.Get("Description"),
            Content = item.Get("Content"),
            Owner = item.Get("Owner"),
            Provenance = item.Get("Provenance"),
            Sensitivity = item.Get("Sensitivity"),
            Statistics = item.Get("Statistics"),
        };
        if (LocalPath(item, project.ProjectFolder) is { } path)
        {
            (string digest, long size) = Digest(path, cancellationToken);
            if (dataset.Digest is { } stated && stated.StartsWith(ModelDigest.Prefix, StringComparison.OrdinalIgnoreCase) && !stated.Equals(digest, StringComparison.OrdinalIgnoreCase))
            {
                problems.Add(new Problem(DiagnosticCodes.DatasetDigest, $"ModelDataset '{item.Include}' has the digest {digest}, not {stated} as its Digest says. Correct Digest, or bring the data that it names.", path));
            }

            // A digest of another algorithm, e.g. DVC's md5, is kept as the author gave it.
            (dataset.Digest, dataset.Size) = (dataset.Digest ?? digest, size);
        }
        else if (item.Get("Path") is { } missing)
        {
            problems.Add(new Problem(DiagnosticCodes.FileNotFound, $"Path \"{missing}\" of ModelDataset '{item.Include}' does not exist. Correct it, or give Uri and Digest instead.", Path.GetFullPath(missing, project.ProjectFolder)));
        }

        return dataset;
    }

    private (string Digest, long Size) Digest(string path, CancellationToken cancellationToken)
    {
        if (File.Exists(path))
        {
            return (ModelDigest.Prefix + memory.Sha256(path, cancellationToken), new FileInfo(path).Length);
        }

        StringBuilder lines = new();
        long size = 0;
        foreach (string file in BuildState.FolderFiles(path))
        {
            lines.Append(CultureInfo.InvariantCulture, $"{memory.Sha256(file, cancellationToken)}  {Path.GetRelativePath(path, file).Replace('\\', '/')}\n");
            size += new FileInfo(file).Length;
        }

        return (ModelDigest.Prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString()))), size);
    }
}
