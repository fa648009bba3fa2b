namespace ModelPack.Core.Samples;

/// <summary>An optional that holds nothing. One that holds something is represented by what it holds.</summary>
internal sealed class OptionalValue : SampleValue
{
    private OptionalValue()
    {
    }

    public static OptionalValue None { get; } = new();

    public override string Kind => "optional";
}
