namespace ModelPack.Validator.Runtime;

/// <summary>A library of custom operators could not be registered.</summary>
/// <param name="library">The library.</param>
/// <param name="inner">What the runtime says.</param>
internal sealed class CustomOpsException(string library, OrtException inner) : Exception(inner.Message, inner)
{
    public string Library => library;
}
