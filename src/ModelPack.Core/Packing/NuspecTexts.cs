using ModelPack.Core.Diagnostics;
using ModelPack.Core.Git;
using ModelPack.Core.Lineage.Privacy;
using ModelPack.Core.Manifests;

namespace ModelPack.Core.Packing;

/// <summary>Masks secrets in what stock pack writes into the nuspec.</summary>
public static class NuspecTexts
{
    /// <summary>A property without secrets.</summary>
    /// <param name="property">The property's name.</param>
    /// <param name="text">Its value.</param>
    /// <param name="projectFile">The project.</param>
    /// <param name="warning">What the author should know of; <see langword="null"/> where the build has told it.</param>
    /// <returns>The text; <see langword="null"/> where it stays as it is.</returns>
    public static string? Mask(string property, string text, string projectFile, out Problem? warning)
    {
        string clean = Secrets.Without(text, isProse: !property.EndsWith("Url", StringComparison.Ordinal));
        bool isTold = property is "PackageDescription" or "PackageProjectUrl" || (property == "RepositoryUrl" && !RemoteAddress.HoldsSecret(text));
        warning = clean == text || isTold ? null : StatedSecrets.Problem(property, projectFile);
        return clean == text ? null : clean;
    }
}
