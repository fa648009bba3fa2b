using System.Globalization;

namespace ModelPack;

/// <summary>
/// What a manifest may state about layouts, shards and payloads. Readers check it before they make a path of anything in it: a payload's id and version
/// name a folder, a shard's digest a file.
/// </summary>
public static class ModelLayoutRules
{
    private const int MaximumIdLength = 100;
    private const int MaximumVersionLength = 64;

    /// <summary>The first layout in a manifest that this version does not know, or <see langword="null"/>.</summary>
    /// <param name="manifest">The manifest.</param>
    public static string? FindUnknown(ModelManifest manifest) =>
        manifest.Files.Select(file => file.Layout).FirstOrDefault(layout => layout is not (null or ModelLayouts.Tensor or ModelLayouts.Exact));

    /// <summary>Says what cannot be right about layouts and payloads.</summary>
    /// <param name="manifest">A manifest whose layouts are all known.</param>
    /// <returns>The reason, as the rest of a sentence about the manifest; <see langword="null"/> where everything is fine.</returns>
    public static string? Explain(ModelManifest manifest)
    {
        Dictionary<string, long> shards = new(StringComparer.Ordinal);
        foreach (ModelPayload? payload in manifest.Payloads ?? [])
        {
            if (ExplainPayload(payload) is { } reason)
            {
                return reason;
            }

            if (!shards.TryAdd(payload!.Sha256, payload.Size))
            {
                return $"lists two payloads with the content {payload.Sha256}";
            }
        }

        HashSet<string> recipes = new(StringComparer.OrdinalIgnoreCase);
        foreach (ModelFile file in manifest.Files)
        {
            if (ExplainFile(file, shards) is { } reason)
            {
                return $"says of '{Printable(file.Path)}' {reason}";
            }

            if (file.Recipe is { } recipe && !recipes.Add(recipe.Path))
            {
                return $"has two files with the recipe '{recipe.Path}'";
            }
        }

        bool hasGraph = manifest.Files.Exists(file => file is { Layout: ModelLayouts.Tensor, LaidOutSha256: not null });
        return !hasGraph && manifest.Files.Find(file => file.Layout == ModelLayouts.Tensor) is { } orphan
            ? $"says of '{Printable(orphan.Path)}' that it is laid out by tensor, but names no graph that refers to its tensors"
            : null;
    }

    /// <summary>Whether a text is a SHA-256 as manifests write it: 64 lower case hexadecimal digits.</summary>
    /// <param name="text">The text.</param>
    public static bool IsSha256(string? text) => text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower);

    private static string? ExplainPayload(ModelPayload? payload)
    {
        if (payload is null)
        {
            return "lists a payload that is null";
        }

        if (!IsPackageId(payload.Id))
        {
            return $"lists the payload '{Printable(payload.Id)}', which is no package id";
        }

        if (!IsPackageVersion(payload.Version))
        {
            return $"lists the payload '{payload.Id}' with the version '{Printable(payload.Version)}', which is none";
        }

        return !IsSha256(payload.Sha256) ? $"lists the payload '{payload.Id}' without a SHA-256"
            : payload.Size <= 0 ? $"lists the payload '{payload.Id}' without a size"
            : !payload.Id.EndsWith($".{payload.Sha256[..32]}", StringComparison.OrdinalIgnoreCase) ? $"lists the payload '{payload.Id}' for the content {payload.Sha256}, which would give it another id"
            : null;
    }

    private static string? ExplainFile(ModelFile file, Dictionary<string, long> shards)
    {
        foreach (string? shard in file.Shards ?? [])
        {
            if (!IsSha256(shard))
            {
                return $"that it has the shard '{Printable(shard)}', which is no SHA-256";
            }

            if (!shards.ContainsKey(shard!))
            {
                return $"that it has the shard {shard}, which no payload holds";
            }
        }

        if (file.Recipe is { } recipe && (!IsSha256(recipe.Sha256) || ModelPathRules.Explain(recipe.Path) is not null))
        {
            return $"that it has the recipe '{Printable(recipe.Path)}', which is no path with a SHA-256";
        }

        return file.Layout switch
        {
            null => file.Shards is not null || file.Recipe is not null || HasGraph(file) ? "that it has shards, but not its layout" : null,
            ModelLayouts.Exact => ExplainExact(file, shards),
            _ => ExplainTensor(file),
        };
    }

    private static string? ExplainExact(ModelFile file, Dictionary<string, long> shards)
    {
        if (file.Shards is not { Count: > 0 } pieces || file.Recipe is not null || HasGraph(file))
        {
            return "that it is made of shards only, but not of which";
        }

        Int128 size = 0;
        foreach (string shard in pieces)
        {
            size += shards[shard];
        }

        return size != file.Size ? $"that it has {file.Size} bytes, but its shards have {size}"
            : pieces.Count == 1 && pieces[0] != file.Sha256 ? "that it is one shard, but of another SHA-256"
            : null;
    }

    private static string? ExplainTensor(ModelFile file)
    {
        if (file.Recipe is null)
        {
            return "that it is laid out by tensor, but not how to give it back";
        }

        bool isGraph = file.LaidOutSha256 is not null;
        return isGraph != file.LaidOutSize.HasValue || (isGraph && !IsSha256(file.LaidOutSha256)) || file.LaidOutSize < 0
            ? "that a graph stands for it, but not with a size and a SHA-256"
            : null;
    }

    private static bool HasGraph(ModelFile file) => file.LaidOutSha256 is not null || file.LaidOutSize is not null;

    /// <summary>
    /// Whether a text is a package id: letters, digits, marks and underscores, in parts that a dot or hyphen separates: as NuGet has it (<c>\w</c> of .NET),
    /// and no path on any system.
    /// </summary>
    /// <param name="id">The text.</param>
    public static bool IsPackageId(string? id)
    {
        if (id is null || id.Length is 0 or > MaximumIdLength)
        {
            return false;
        }

        bool separated = true;
        foreach (char character in id)
        {
            bool separator = character is '.' or '-';
            if ((separator && separated) || (!separator && !IsWordCharacter(character)))
            {
                return false;
            }

            separated = separator;
        }

        return !separated;
    }

    private static bool IsWordCharacter(char character) => char.IsLetter(character)
        || char.GetUnicodeCategory(character) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.ConnectorPunctuation;

    /// <summary>A normalized version: what a package folder is named by.</summary>
    private static bool IsPackageVersion(string? version)
    {
        if (version is null || version.Length is 0 or > MaximumVersionLength || !char.IsAsciiDigit(version[0]))
        {
            return false;
        }

        int hyphen = version.IndexOf('-', StringComparison.Ordinal);
        string[] numbers = (hyphen < 0 ? version : version[..hyphen]).Split('.');
        return numbers.Length is 3 or 4
            && numbers.All(part => part.Length > 0 && part.All(char.IsAsciiDigit))
            && (hyphen < 0 || version[(hyphen + 1)..].Split('.').All(part => part.Length > 0 && part.All(character => char.IsAsciiLetterOrDigit(character) || character == '-')));
    }

    private static string Printable(string? text) => ModelPathRules.Printable(text);
}
