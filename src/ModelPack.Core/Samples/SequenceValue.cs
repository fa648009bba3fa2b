namespace ModelPack.Core.Samples;

/// <summary>A sequence.</summary>
/// <param name="items">Its items.</param>
internal sealed class SequenceValue(IReadOnlyList<SampleValue> items) : SampleValue
{
    public override string Kind => "sequence";

    public IReadOnlyList<SampleValue> Items => items;
}
