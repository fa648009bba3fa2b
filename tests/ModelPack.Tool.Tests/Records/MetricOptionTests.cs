using ModelPack.Core.Diagnostics;
using ModelPack.Tool.Commands.Attest;

namespace ModelPack.Tool.Tests.Records;

public sealed class MetricOptionTests
{
    [Theory]
    [InlineData("accuracy=0.93", "accuracy", 0.93)]
    [InlineData(" f1 = 1e-3", "f1", 0.001)]
    [InlineData("a=b=2", "a=b", 2)]
    public void ANameWithANumberIsRead(string text, string name, double value)
    {
        ModelMetric metric = MetricOption.Read(text, "test", "holdout");

        Assert.Equal((name, value, "test", "holdout"), (metric.Name, metric.Value, metric.Dataset, metric.Split));
    }

    [Theory]
    [InlineData("accuracy")]
    [InlineData("=1")]
    [InlineData("accuracy=high")]
    [InlineData("accuracy=NaN")]
    [InlineData("accuracy=0,93,1")]
    public void AnythingElseIsRefused(string text) =>
        Assert.Equal("MP5102", Assert.Throws<ModelPackException>(() => MetricOption.Read(text, null, null)).Problem.Code);
}
