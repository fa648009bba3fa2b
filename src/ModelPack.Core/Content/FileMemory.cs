using System.Collections.Concurrent;

namespace ModelPack.Core.Content;

/// <summary>What is remembered of one state of a file. For concurrent use.</summary>
/// <param name="stamp">The state.</param>
/// <param name="remembered">What an earlier run remembered of the same state.</param>
internal sealed class FileMemory(string stamp, FileMemory? remembered)
{
    /// <summary>The state.</summary>
    public string Stamp { get; } = stamp;

    /// <summary>Digests by offset and length.</summary>
    public ConcurrentDictionary<(long Offset, long Length), string> Ranges { get; } = [];

    /// <summary>Numbers by what they are.</summary>
    public ConcurrentDictionary<string, IReadOnlyList<long>> Numbers { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether nothing is known.</summary>
    public bool IsEmpty => Ranges.IsEmpty && Numbers.IsEmpty;

    /// <summary>The digest of a range.</summary>
    public string? FindRange(long offset, long length)
        => Ranges.TryGetValue((offset, length), out string? sha256) || remembered?.Ranges.TryGetValue((offset, length), out sha256) == true ? Ranges[(offset, length)] = sha256! : null;

    /// <summary>Numbers.</summary>
    public IReadOnlyList<long>? FindNumbers(string key)
        => Numbers.TryGetValue(key, out IReadOnlyList<long>? numbers) || remembered?.Numbers.TryGetValue(key, out numbers) == true ? Numbers[key] = numbers! : null;

    /// <summary>Counts all that an earlier run remembered as used.</summary>
    public void KeepRemembered()
    {
        foreach (((long Offset, long Length) range, string sha256) in remembered?.Ranges ?? [])
        {
            Ranges.TryAdd(range, sha256);
        }

        foreach ((string key, IReadOnlyList<long> numbers) in remembered?.Numbers ?? [])
        {
            Numbers.TryAdd(key, numbers);
        }
    }

    /// <summary>Remembers the digest of a range.</summary>
    public void Remember(long offset, long length, string sha256) => Ranges[(offset, length)] = sha256;

    /// <summary>Remembers numbers.</summary>
    public void RememberNumbers(string key, IReadOnlyList<long> numbers) => Numbers[key] = numbers;
}
