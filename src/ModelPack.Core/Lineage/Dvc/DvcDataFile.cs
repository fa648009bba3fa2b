using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.Dvc;

/// <summary>Reads a <c>*.dvc</c> file: data that DVC tracks, and the repository and commit that it was imported from.</summary>
internal sealed class DvcDataFile(LineageSource source, ImportedFacts facts, DvcRepository repository)
{
    private const string Expected = "a DVC data file";

    /// <summary>Reads a file whose data are data sets or packed files.</summary>
    public void Read(string path)
    {
        DataNode root = Root(path);
        string folder = Folder(root, path);
        foreach (DataNode output in root["outs"]?.Items ?? [])
        {
            if (output.String("path") is not { } name)
            {
                continue;
            }

            // What is packed is the model, else it is data.
            if (!DvcDigest.Claim(source, facts, repository, output, name, folder, path))
            {
                ModelDataset data = DvcDigest.Dataset(repository.Name(name, folder), output, repository);
                Complete(data, root, output);
                facts.Data.Add(data);
            }
        }
    }

    /// <summary>Completes a data set that a lock names.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="path">The file.</param>
    /// <param name="exactly">Whether the file tracks just this, or a folder around it.</param>
    public void Describe(ModelDataset data, string path, bool exactly)
    {
        DataNode root = Root(path);
        string folder = Folder(root, path);
        DataNode? output = (root["outs"]?.Items ?? []).FirstOrDefault(item => !exactly || (item.String("path") is { } name && repository.Name(name, folder) == data.Name));
        if (output is not null)
        {
            Complete(data, root, output);
        }
    }

    private static void Complete(ModelDataset data, DataNode root, DataNode output)
    {
        data.Description ??= output.String("desc") ?? root.String("desc");
        foreach (DataNode dependency in root["deps"]?.Items ?? [])
        {
            if (dependency["repo"] is { } origin)
            {
                data.Uri = origin.String("url") ?? data.Uri;
                data.Version = origin.String("rev_lock") ?? origin.String("rev") ?? data.Version;
                data.Provenance ??= dependency.String("path") is { } path ? $"'{path}' in {origin.String("url")}{(origin.String("rev") is { } revision ? $" at {revision}" : "")}" : null;
            }
            else if (dependency["db"] is { } database)
            {
                data.Provenance ??= database.String("query") ?? database.String("table");
            }
            else if (dependency.String("path") is { } address && address.Contains("://", StringComparison.Ordinal))
            {
                data.Uri = address;
                data.Version = dependency.String("version_id") ?? data.Version;
            }
        }
    }

    private DataNode Root(string path)
    {
        DataNode? root = source.Files.Yaml(path, Expected);
        return root is { Kind: DataKind.Map } ? root : throw LineageProblems.Bad(path, root?.Line ?? 1, "It is no map.", Expected);
    }

    private static string Folder(DataNode root, string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        return root.String("wdir") is { } own && LineageSource.FullPath(own, folder) is { } full ? full : folder;
    }
}
