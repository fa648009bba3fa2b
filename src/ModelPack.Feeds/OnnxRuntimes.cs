using ModelPack.Core.Projects;

namespace ModelPack.Feeds;

/// <summary>Brings ONNX Runtime's native library.</summary>
public static class OnnxRuntimes
{
    /// <summary>The version that models are validated in where none is named; the SDK's default too.</summary>
    public const string DefaultVersion = "1.31.1";

    private const string PackageId = "Microsoft.ML.OnnxRuntime";

    /// <summary>Finds ONNX Runtime in the package cache, or brings it there. It is some hundred megabytes large.</summary>
    /// <param name="packages">The packages.</param>
    /// <param name="version">The version.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Core.Diagnostics.ModelPackException">It cannot be had, with a code MP50xx.</exception>
    public static async Task<OnnxRuntimePackage> FetchAsync(PackageLocator packages, string? version = null, CancellationToken cancellationToken = default)
    {
        string wanted = PackageLocator.ParseVersion(version ?? DefaultVersion).ToNormalizedString();
        return new OnnxRuntimePackage(wanted, await packages.FetchAsync(PackageId, PackageLocator.ParseVersion(wanted), cancellationToken));
    }
}
