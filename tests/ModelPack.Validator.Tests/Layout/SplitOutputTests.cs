using ModelPack.Core.Layout.Onnx;
using ModelPack.Core.Tests.Layout.Onnx;
using ModelPack.Core.Validation;

namespace ModelPack.Validator.Tests.Layout;

/// <summary>
/// Every third-party model that the runtime loads answers bit for bit the same when its tensors lie in files of their own, and when they are ranges of the
/// author's: under the same session options, where it answers itself the same.
/// </summary>
public sealed class SplitOutputTests(ValidatorFixture fixture)
{
    /// <summary>So that more than the largest tensors of small models move.</summary>
    private const long LessBytes = 1024;

    // The largest takes seconds.
    [Theory]
    [InlineData("1.31.1", 100 << 20)]
    [InlineData("1.30.0", 1 << 20)]
    public void OutputsAreThoseOfTheAuthorsModel(string runtime, long largest)
    {
        List<string> differing = [];
        List<string> skipped = [];
        int equal = 0;
        foreach (string path in Models().Where(path => new FileInfo(path).Length <= largest))
        {
            OnnxTensorMap map = OnnxTensorMap.Read(path, LessBytes);
            if (!map.CanMove)
            {
                continue;
            }

            using TempFolder folder = new("split");
            using ModelRun run = new(fixture, path);
            ValidationRequest request = ValidatorFixture.Request(path, runtime);
            if (run.Outputs(request) is not { } expected)
            {
                skipped.Add(path);
            }
            else if (Forms(request, map, folder).All(form => AreEqual(run.Outputs(form), expected)))
            {
                equal++;
            }
            else if (AreEqual(run.Outputs(request), expected))
            {
                differing.Add(path);
            }
        }

        Assert.Empty(differing);
        Assert.True(equal >= 20, $"{equal} models were compared.");
        Assert.True(skipped.Count <= 2, $"{skipped.Count} do not run: {string.Join(", ", skipped)}");
    }

    private static IEnumerable<ValidationRequest> Forms(ValidationRequest request, OnnxTensorMap map, TempFolder folder)
    {
        yield return request with { ModelPath = SplitModel.Write(map, Directory.CreateDirectory(folder["1024"]).FullName) };
        if (OnnxTensorMap.Read(map.Path) is { CanMove: true } usual && usual.Tensors.Count < map.Tensors.Count)
        {
            yield return request with { ModelPath = SplitModel.Write(usual, Directory.CreateDirectory(folder["usual"]).FullName) };
        }

        string? inPlace = ValidationGraph.WriteTo(map, Directory.CreateDirectory(folder["graph"]).FullName);
        Assert.NotNull(inPlace);
        yield return request with { GraphPath = inPlace, ExternalDataFolder = Path.GetDirectoryName(map.Path) };
    }

    private static IEnumerable<string> Models() => TestData.Index()
        .Where(row => row["path"].EndsWith(".onnx", StringComparison.Ordinal) && row["expected"].StartsWith("loads", StringComparison.Ordinal) && !row["expected"].Contains("hangs", StringComparison.Ordinal))
        .Select(row => TestData.Get(row["path"]));

    private static bool AreEqual(IReadOnlyList<byte[]>? ours, IReadOnlyList<byte[]> theirs) =>
        ours is not null && ours.Count == theirs.Count && ours.Zip(theirs).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
}
