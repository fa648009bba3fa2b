namespace ModelPack.Core.Lineage.Merging;

/// <summary>Completes what one source says of a data set by what another says.</summary>
internal static class DatasetMerge
{
    /// <summary>Fills what is not there.</summary>
    /// <param name="data">What counts.</param>
    /// <param name="other">What completes it.</param>
    /// <returns>Whether both have digests of one algorithm that differ.</returns>
    public static bool Fill(ModelDataset data, ModelDataset other)
    {
        bool differ = data.Digest is { } digest && other.Digest is { } second && Algorithm(digest) == Algorithm(second) && !digest.Equals(second, StringComparison.OrdinalIgnoreCase);
        if (!differ)
        {
            data.Digest ??= other.Digest;
            data.Size ??= other.Size;
            data.Version ??= other.Version;
            data.Uri ??= other.Uri;
        }

        data.Role ??= other.Role;
        data.PreprocessingVersion ??= other.PreprocessingVersion;
        data.License ??= other.License;
        data.Description ??= other.Description;
        data.Identifier ??= other.Identifier;
        data.Content ??= other.Content;
        data.Owner ??= other.Owner;
        data.Provenance ??= other.Provenance;
        data.Sensitivity ??= other.Sensitivity;
        data.Statistics ??= other.Statistics;
        return differ;
    }

    private static string Algorithm(string digest) => digest.Split(':', 2)[0].ToLowerInvariant();
}
