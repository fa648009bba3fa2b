using ModelPack.Tool.Commands.Attest;

namespace ModelPack.Tool.Tests.Records;

public sealed class AttestCommandTests
{
    [Theory]
    [InlineData(ModelValidationOutcomes.Matches, true)]
    [InlineData(ModelValidationOutcomes.Runs, true)]
    [InlineData(ModelValidationOutcomes.Loads, true)]
    [InlineData(ModelValidationOutcomes.Fails, true)]
    [InlineData("failed", false)]
    public void AnOutcomeIsStatedAsValidateSaysIt(string outcome, bool isKnown) =>
        Assert.Equal(isKnown, AttestCommand.Create().Parse(["Contoso.Sentiment@1.0.0", "--type", "validation", "--outcome", outcome]).Errors.Count == 0);
}
