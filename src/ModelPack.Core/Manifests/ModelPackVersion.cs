using System.Reflection;

namespace ModelPack.Core.Manifests;

/// <summary>The version of ModelPack.</summary>
public static class ModelPackVersion
{
    /// <summary>E.g. <c>0.1.0</c>, without the commit that it was built from.</summary>
    public static string Text { get; } =
        (typeof(ModelPackVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0").Split('+')[0];
}
