namespace ModelPack.Core.Tests.Layout;

/// <summary>What an author does to a model between two versions.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Model">The model afterwards.</param>
/// <param name="At">The first tensor that is new or has new values, or the one behind those removed; -1 where no tensor is touched.</param>
/// <param name="Count">How many tensors are new or have new values.</param>
internal sealed record RandomEdit(string Kind, TestModel Model, int At, int Count)
{
    public static RandomEdit Make(Random random, int seed, List<TestModel> models)
    {
        TestModel model = models[random.Next(models.Count)].Copy();
        int at = random.Next(1, model.Tensors.Count);
        switch (random.Next(5))
        {
            case 0:
                model.Labels = "yes,no,perhaps";
                return new RandomEdit("labels", model, -1, 0);
            case 1:
                model.Output = "a_longer_name_of_the_output";
                return new RandomEdit("output", model, -1, 0);
            case 2 when IsUnique(models, model.Tensors[at]):
                byte[] data = (byte[])model.Tensors[at].Data.Clone();
                data[random.Next(data.Length)] ^= 1;
                model.Tensors[at] = model.Tensors[at] with { Data = data };
                return new RandomEdit($"change {at}", model, at, 1);
            case 3 when IsUnique(models, model.Tensors[at]):
                model.Tensors.RemoveAt(at);
                return new RandomEdit($"remove {at}", model, at, 0);
            default:
                int count = random.Next(1, 5);
                for (int i = 0; i < count; i++)
                {
                    model.Tensors.Insert(at, TestTensor.Random($"new{i}", (seed * 17) + i + 500_000, RandomModels.Length(random), random.Next(3) == 0));
                }

                return new RandomEdit($"insert {count} at {at}", model, at, count);
        }
    }

    /// <summary>Whether a tensor comes before what was touched (-1), was touched (0) or comes behind (1), in the order of the package.</summary>
    public int SideOf(string path, string name)
    {
        int order = string.CompareOrdinal(path, Model.Path);
        if (order != 0)
        {
            return Math.Sign(order);
        }

        int index = Model.Tensors.FindIndex(tensor => tensor.Name == name);
        return index < At ? -1 : index < At + Count ? 0 : 1;
    }

    /// <summary>If equal ones are elsewhere, another takes its place in the order.</summary>
    private static bool IsUnique(List<TestModel> models, TestTensor tensor) => models.SelectMany(model => model.Tensors).Count(other => other.Data.AsSpan().SequenceEqual(tensor.Data)) == 1;

    public override string ToString() => $"{Kind} in {Model.Path}";
}
