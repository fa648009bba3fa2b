namespace ModelPack.Core.Attestations;

/// <summary>A resource descriptor of in-toto.</summary>
internal sealed record ProvenanceResource
{
    /// <summary>The name.</summary>
    public string? Name { get; init; }

    /// <summary>The address.</summary>
    public string? Uri { get; init; }

    /// <summary>The digest.</summary>
    public StatedDigest? Digest { get; init; }

    /// <summary>The hash of a git commit.</summary>
    public string? Commit { get; init; }

    /// <summary>The media type.</summary>
    public string? MediaType { get; init; }

    /// <summary>What else is known.</summary>
    public IReadOnlyList<(string Name, string? Value)> Annotations { get; init; } = [];
}
