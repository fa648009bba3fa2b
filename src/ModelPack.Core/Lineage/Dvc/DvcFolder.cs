using System.Text;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Lineage.Checks;
using ModelPack.Core.Lineage.Data;
using ModelPack.Core.Onnx;
using ModelPack.Files;

namespace ModelPack.Core.Lineage.Dvc;

/// <summary>
/// The digest of a folder: that of a JSON list of its files, <c>[{"md5": …, "relpath": …}]</c>, which the cache keeps. Where the cache has it, each
/// file is checked against it; else the list is made from the files that are there.
/// </summary>
internal static class DvcFolder
{
    private const int MaximumDepth = 64;

    /// <summary>States the digests of the files in a folder.</summary>
    public static void Claim(LineageSource source, ImportedFacts facts, DvcRepository repository, string folder, string digest, string by, int line)
    {
        string cached = Path.Combine(repository.Cache, "files", "md5", digest[..2], digest[2..]);
        if (LineageSource.FullPath(cached, repository.Root) is not null && source.Files.Exists(cached) && source.Files.IsInside(cached))
        {
            foreach (DataNode file in source.Files.Json(cached, "DVC's list of a folder").Items)
            {
                if (file.String("relpath") is { } relative && file.String("md5") is { } md5)
                {
                    source.Claim(facts, relative, folder, DigestAlgorithm.Md5, md5, by, line);
                }
            }

            return;
        }

        // What is ignored is not in the list, and which that is cannot be told without DVC.
        if (IsOutput(source, folder) && !HasRules(source, Path.Combine(repository.Root, ".dvcignore")))
        {
            Compare(source, facts, folder, digest, by, line);
        }
    }

    /// <summary>Whether a folder may be read as a whole: a lock may name any, and one outside of the repository, or around the project, is no output.</summary>
    private static bool IsOutput(LineageSource source, string folder) =>
        Directory.Exists(folder) && source.Files.IsInside(folder) && !RealPath.IsInside(source.Project.ProjectFolder, folder);

    private static bool HasRules(LineageSource source, string ignore)
    {
        bool any = false;
        if (source.Files.Exists(ignore))
        {
            source.Files.Lines(ignore, "DVC's ignore file", (line, _) => any |= line.Trim() is { Length: > 0 } rule && rule[0] != '#');
        }

        return any;
    }

    private static void Compare(LineageSource source, ImportedFacts facts, string folder, string digest, string by, int line)
    {
        List<(string Path, string Relative, string Md5)> files = [];
        foreach (string path in source.Files.Below(folder, MaximumDepth))
        {
            if (!FileStamp.Read(path, follow: true).IsFile)
            {
                return;
            }

            files.Add((path, Path.GetRelativePath(folder, path).Replace('\\', '/'), ContentDigests.Compute(path, DigestAlgorithm.Md5, source.CancellationToken)));
        }

        StringBuilder list = new("[");
        foreach ((_, string relative, string md5) in files.OrderBy(file => file.Relative, StringComparer.Ordinal))
        {
            list.Append(list.Length > 1 ? ", " : "").Append("{\"md5\": \"").Append(md5).Append("\", \"relpath\": ").Append(PythonText(relative)).Append('}');
        }

        string actual = ContentDigests.Compute(Encoding.UTF8.GetBytes(list.Append(']').ToString()), DigestAlgorithm.Md5) + ".dir";
        if (actual == digest)
        {
            files.ForEach(file => source.Claim(facts, file.Path, folder, DigestAlgorithm.Md5, file.Md5, by, line));
            return;
        }

        source.Error(
            DiagnosticCodes.LineageDigest,
            $"The folder '{Path.GetFileName(folder)}' is not the one that '{Path.GetFileName(by)}' tells of: its md5 is {actual}, not {digest}. Run 'dvc checkout' or 'dvc repro', or remove the ModelLineage item.",
            by,
            line);
    }

    /// <summary>A text as Python's <c>json.dumps</c> writes it.</summary>
    private static string PythonText(string text)
    {
        StringBuilder json = new("\"");
        foreach (char c in text)
        {
            json.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                < ' ' or > '~' => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }

        return json.Append('"').ToString();
    }
}
