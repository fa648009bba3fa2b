using System.Collections.Concurrent;
using System.Text;
using ModelPack.Core.Content;
using ModelPack.Files;

namespace ModelPack.Core.Packing.Payloads;

/// <summary>Which files are whole payload packages, for exactly one state of each file; any difference reads the file again.</summary>
internal sealed class PayloadMemory
{
    private readonly string _file;
    private readonly HashSet<string> _former;
    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>Opens the memory of a project.</summary>
    /// <param name="stateFolder">The folder that the build wrote to.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public PayloadMemory(string stateFolder)
    {
        _file = Path.Combine(stateFolder, "payloads.tsv");
        _former = File.Exists(_file) ? [.. File.ReadLines(_file)] : [];
    }

    /// <summary>Whether a file is known to be the package of an identity with a content.</summary>
    public bool IsKnown(PayloadIdentity identity, string sha256, string path)
    {
        string line = Line(identity, sha256, path);
        bool known = _known.TryGetValue(path, out string? latest) ? latest == line : _former.Contains(line);
        if (known)
        {
            _known[path] = line;
        }

        return known;
    }

    /// <summary>Takes a file for the package of an identity with a content, as long as it stays as it is.</summary>
    public void Know(PayloadIdentity identity, string sha256, string path) => _known[path] = Line(identity, sha256, path);

    /// <summary>Takes a file that was read for the package of an identity with a content, as long as it stays as it is.</summary>
    /// <returns>Whether it is still as it was <paramref name="before"/> it was read.</returns>
    public bool Know(PayloadIdentity identity, string sha256, string path, FileStamp before)
    {
        Know(identity, sha256, path);
        bool same = FileStamp.Read(path, follow: true).ToText(withChanged: true) == before.ToText(withChanged: true);
        if (!same)
        {
            _known.TryRemove(path, out _);
        }

        return same;
    }

    /// <summary>Keeps what is known. Of other folders and identities, what the files still are.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Keep()
    {
        IEnumerable<string> others = _former.Where(line => line.Split('\t') is [_, _, var stamp, var path] && !_known.ContainsKey(path) && Stamp(path) == stamp);
        AtomicFile.WriteIfChanged(_file, Encoding.UTF8.GetBytes(string.Concat(_known.Values.Concat(others).Order(StringComparer.Ordinal).Select(line => $"{line}\n"))));
    }

    private static string Line(PayloadIdentity identity, string sha256, string path) => $"{sha256}\t{identity.Key}\t{Stamp(path)}\t{path}";

    /// <summary>Where nothing may be remembered, a text that no line has twice.</summary>
    private static string Stamp(string path) => FileStamp.Read(path, follow: true).ToText(withChanged: true) is var stamp && stamp == FileStamp.Unknown ? Guid.NewGuid().ToString("n") : stamp;
}
