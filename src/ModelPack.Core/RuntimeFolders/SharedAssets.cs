namespace ModelPack.Core.RuntimeFolders;

/// <summary>
/// Resolves <c>sha256:…</c> references of ONNX Runtime's model packages. Source: <c>model_package/README.md</c> of ONNX Runtime, "Shared assets".
/// </summary>
internal static class SharedAssets
{
    private const string Scheme = "sha256:";

    /// <summary>Whether a reference is one.</summary>
    public static bool Is(string reference) => reference.StartsWith(Scheme, StringComparison.Ordinal);

    /// <summary>Whether what a reference names is packed in <c>shared_assets</c> of a folder or of one above it, or where the manifest says.</summary>
    public static bool Has(PackedPaths paths, string folder, string reference, IReadOnlyDictionary<string, string>? overrides = null)
    {
        string[] parts = reference.Split('/', 2);
        string below = parts.Length == 2 ? "/" + parts[1] : "";
        if (overrides?.TryGetValue(parts[0], out string? place) == true)
        {
            return paths.Has(place + below);
        }

        for (string? root = folder; root is not null; root = root.Length == 0 ? null : PackedPaths.FolderOf(root))
        {
            if (paths.Has($"{(root.Length == 0 ? "" : root + "/")}shared_assets/sha256-{parts[0][Scheme.Length..]}{below}"))
            {
                return true;
            }
        }

        return false;
    }
}
