using ModelPack.Core.Projects;
using NuGet.Versioning;

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
        NuGetVersion wanted = PackageLocator.ParseVersion(version ?? DefaultVersion);
        return new OnnxRuntimePackage(wanted.ToNormalizedString(), await packages.FetchAsync(PackageId, wanted, cancellationToken));
    }
}
