using System.Reflection;
using ModelPack.Core.Diagnostics;
using ModelPack.Feeds;
using ModelPack.Tool.CommandLine;

namespace ModelPack.Tool.Tests;

/// <summary>What a script learns from the exit code.</summary>
public sealed class ExitCodesTests
{
    [Theory]
    [InlineData(ToolDiagnosticCodes.NoSuchTarget, ExitCodes.Usage)]
    [InlineData(ToolDiagnosticCodes.BadArgument, ExitCodes.Usage)]
    [InlineData(ToolDiagnosticCodes.ProjectFails, ExitCodes.No)]
    [InlineData(ToolDiagnosticCodes.CannotWrite, ExitCodes.NotReachable)]
    [InlineData(ToolDiagnosticCodes.FileFails, ExitCodes.NotReachable)]
    [InlineData(ToolDiagnosticCodes.Fault, ExitCodes.Fault)]
    [InlineData(DiagnosticCodes.NotAModelPackage, ExitCodes.No)]
    [InlineData(DiagnosticCodes.DamagedModelPackage, ExitCodes.No)]
    [InlineData(DiagnosticCodes.UnreadablePackage, ExitCodes.NotReachable)]
    [InlineData(DiagnosticCodes.FileNotHere, ExitCodes.NotReachable)]
    [InlineData(FeedDiagnosticCodes.NoSuchSource, ExitCodes.Usage)]
    [InlineData(FeedDiagnosticCodes.PackageNotFound, ExitCodes.No)]
    [InlineData(FeedDiagnosticCodes.VersionNotFound, ExitCodes.No)]
    [InlineData(FeedDiagnosticCodes.AliasTargetMissing, ExitCodes.No)]
    [InlineData(FeedDiagnosticCodes.MissingPayload, ExitCodes.No)]
    [InlineData(FeedDiagnosticCodes.NothingToGoBackTo, ExitCodes.No)]
    [InlineData(FeedDiagnosticCodes.BadHistory, ExitCodes.No)]
    [InlineData(FeedDiagnosticCodes.BadAttachment, ExitCodes.Usage)]
    [InlineData(FeedDiagnosticCodes.NotUnlistable, ExitCodes.Usage)]
    [InlineData(FeedDiagnosticCodes.BadPackageFile, ExitCodes.Usage)]
    [InlineData(FeedDiagnosticCodes.Unauthorized, ExitCodes.NotReachable)]
    [InlineData(FeedDiagnosticCodes.Unreachable, ExitCodes.NotReachable)]
    [InlineData(FeedDiagnosticCodes.WrongPackage, ExitCodes.No)]
    public void EachProblemHasItsCode(string code, int exitCode) => Assert.Equal(exitCode, ExitCodes.Of(new Problem(code, "")));

    [Fact]
    public void WhereSomethingCouldNotBeAskedTheAnswerIsNone()
    {
        Problem no = new(FeedDiagnosticCodes.BadHistory, "");
        Problem away = new(FeedDiagnosticCodes.Unreachable, "");

        Assert.Equal(ExitCodes.NotReachable, ExitCodes.Of([no, away]));
        Assert.Equal(ExitCodes.No, ExitCodes.Of([no, away with { Severity = ProblemSeverity.Warning }]));
        Assert.Equal(ExitCodes.Done, ExitCodes.Of([away with { Severity = ProblemSeverity.Warning }]));
    }

    [Fact]
    public void OnlyAFaultOfOursIsAFault()
    {
        IEnumerable<string> codes = new[] { typeof(ToolDiagnosticCodes), typeof(FeedDiagnosticCodes), typeof(DiagnosticCodes) }
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal([ToolDiagnosticCodes.Fault], codes.Where(code => ExitCodes.Of(new Problem(code, "")) is not (ExitCodes.No or ExitCodes.Usage or ExitCodes.NotReachable)));
    }
}
