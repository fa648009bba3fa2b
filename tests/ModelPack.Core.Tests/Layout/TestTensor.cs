namespace ModelPack.Core.Tests.Layout;

/// <summary>A tensor of a <see cref="TestModel"/>.</summary>
internal sealed record TestTensor(string Name, byte[] Data, bool External = false)
{
    public static TestTensor Random(string name, int seed, int length, bool external = false) => new(name, Package.Random(seed, length), external);
}
