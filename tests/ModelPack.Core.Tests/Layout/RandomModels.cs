namespace ModelPack.Core.Tests.Layout;

/// <summary>Makes random models: small and large tensors, inside and beside the graph, some of them equal.</summary>
internal static class RandomModels
{
    public static List<TestModel> Make(Random random, int seed)
    {
        List<TestModel> models = [];
        List<TestTensor> all = [];
        int count = random.Next(1, 4);
        for (int m = 0; m < count; m++)
        {
            // Pages of a filler would be more than belongs to no tensor.
            TestModel model = new($"{(random.Next(2) == 0 ? "" : "sub/")}m{m}.onnx") { Filler = (byte)random.Next(2), ShareRanges = random.Next(2) == 0 };
            model.Alignment = model.Filler != 0 || random.Next(2) == 0 ? 64 : 4096;

            // Never so small that it stays in the package.
            model.Tensors.Add(TestTensor.Random("base", (seed * 31) + (m * 1000) + 999, 80_000));
            int tensors = random.Next(1, 30);
            for (int t = 0; t < tensors; t++)
            {
                // Encoder and decoder have some together.
                TestTensor tensor = all.Count > 0 && random.Next(8) == 0
                    ? all[random.Next(all.Count)] with { Name = $"t{t}", External = random.Next(3) == 0 }
                    : TestTensor.Random($"t{t}", (seed * 31) + (m * 1000) + t, Length(random), random.Next(3) == 0);
                model.Tensors.Add(tensor);
                all.Add(tensor);
            }

            models.Add(model);
        }

        return models;
    }

    public static int Length(Random random) => random.Next(10) switch
    {
        0 => 4 * random.Next(1, 1024),
        1 => random.Next(Package.Large, Package.Large * 10) / 4 * 4,
        _ => random.Next(4096, Package.Large) / 4 * 4,
    };
}
