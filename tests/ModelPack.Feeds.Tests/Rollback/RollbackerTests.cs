using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Promotion;
using ModelPack.Feeds.Records;
using ModelPack.Feeds.Rollback;
using ModelPack.Feeds.Tests.Records;
using NuGet.Versioning;
using static ModelPack.Feeds.Tests.Rollback.RollbackSteps;

namespace ModelPack.Feeds.Tests.Rollback;

public sealed class RollbackerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(RecordWorkspace.Kinds), MemberType = typeof(RecordWorkspace))]
    public async Task TheAliasGoesBackToTheFormerVersionWhileItsNumberGoesUp(string kind)
    {
        await using RecordWorkspace workspace = await Promoted(kind, "1.0.0", "1.1.0", "1.2.0");

        RollbackResult first = await RollBack(workspace);
        RollbackResult other = await RollBack(workspace, reason: "still bad");
        RollbackResult second = await RollBack(workspace, to: "1.0.0", reason: "still bad");

        Assert.Equal((RollbackOutcome.RolledBack, "1.1.0", "4.0.0"), (first.Outcome, first.Record!.Model.Version, first.Record.AliasVersion));
        Assert.Equal("1.2.0", first.Record.Replaced!.Version);
        // Somebody else on call does not go one version too far; who names it does, and never back to the one that was left.
        Assert.Equal((RollbackOutcome.NothingDone, "1.1.0", "1.0.0"), (other.Outcome, other.Record!.Model.Version, other.Plan.Further!.Version));
        Assert.Equal(("1.0.0", "5.0.0"), (second.Record!.Model.Version, second.Record.AliasVersion));
        Assert.Equal((RollbackOutcome.NothingDone, null), (await RollBack(workspace, reason: "once more")) is { } last ? (last.Outcome, last.Plan.Further) : default);
        Assert.Equal(["promote", "promote", "promote", "rollback", "rollback"], (await workspace.History()).Records.Select(record => record.Action));
    }

    [Fact]
    public async Task ASecondRunOfTheSameCommandDoesNotGoFurtherBack()
    {
        await using RecordWorkspace workspace = await Promoted("flat", "1.0.0", "1.1.0", "1.2.0");

        await RollBack(workspace);
        RollbackResult again = await RollBack(workspace, revoke: true);

        Assert.Equal((RollbackOutcome.AlreadyServed, "1.1.0", "1.2.0"), (again.Outcome, again.Record!.Model.Version, again.Revocation!.Subject.Version));
        Assert.Equal(4, (await workspace.History()).Newest.Sequence);
    }

    [Fact]
    public async Task WhereAllWasDoneASecondRunSaysThatItDidNothing()
    {
        await using RecordWorkspace workspace = await Promoted("flat", "1.0.0", "1.1.0", "1.2.0");
        string project = await Service(workspace, "3.0.0");
        RollbackRequest request = Request() with { Project = project, Restore = false, Revoke = true };
        await RollBack(workspace);

        RollbackResult finished = await new Rollbacker(workspace.Feeds()).RollBackAsync(request, Token);
        RollbackResult again = await new Rollbacker(workspace.Feeds()).RollBackAsync(request, Token);
        RollbackResult named = await RollBack(workspace, to: "1.1.0");

        Assert.Equal((RollbackOutcome.AlreadyServed, "4.0.0", "1.2.0"), (finished.Outcome, finished.Change!.To, finished.Revocation!.Subject.Version));
        Assert.Equal((RollbackOutcome.NothingDone, "1.1.0", "1.0.0"), (again.Outcome, again.Plan.To.Model.Version, again.Plan.Further!.Version));
        Assert.Equal(RollbackOutcome.AlreadyServed, named.Outcome);
        Assert.Equal(4, (await workspace.History()).Newest.Sequence);
    }

    [Fact]
    public async Task AfterANewPromotionTheSameReasonGoesBackAgain()
    {
        await using RecordWorkspace workspace = await Promoted("flat", "1.0.0", "1.1.0");
        await RollBack(workspace);
        workspace.Publish("1.2.0");
        await workspace.Promote("1.2.0");

        RollbackResult result = await RollBack(workspace);

        Assert.Equal((RollbackOutcome.RolledBack, "1.0.0", "5.0.0"), (result.Outcome, result.Record!.Model.Version, result.Record.AliasVersion));
    }

    [Theory]
    [InlineData("overwritten")]
    [InlineData("cut")]
    [InlineData("deleted")]
    public async Task WhateverBecameOfTheBadVersionItIsGoneBackFromAndRevoked(string incident)
    {
        await using RecordWorkspace workspace = await Promoted("flat", "1.0.0", "1.1.0");
        RecordSubject served = (await workspace.History()).Newest.Model;
        switch (incident)
        {
            case "overwritten":
                workspace.Publish("1.1.0", content: "other ");
                break;
            case "cut":
                workspace.Overwrite(RecordWorkspace.Model, "1.1.0", bytes => bytes[..(bytes.Length / 2)]);
                break;
            default:
                workspace.Delete(RecordWorkspace.Model, "1.1.0");
                break;
        }

        RollbackResult result = await RollBack(workspace, revoke: true);

        Assert.Equal((RollbackOutcome.RolledBack, "1.0.0", served.Digest), (result.Outcome, result.Record!.Model.Version, result.Revocation!.Subject.Digest));
        // The alias carries the same.
        Assert.Equal((3, null), (result.Plan.Compatibility.Count, result.Plan.NotCompared));
        Assert.Equal(incident == "deleted" ? 0 : 1, workspace.Warnings.Count(warning => warning.Message.Contains("Going back does not need it.", StringComparison.Ordinal)));
        Assert.All(workspace.Warnings, warning => Assert.Equal(ProblemSeverity.Warning, warning.Severity));
    }

    [Fact]
    public async Task WhatCannotBeComparedIsSaidInThePlan()
    {
        await using RecordWorkspace workspace = await Promoted("flat", "1.0.0", "1.1.0", "1.2.0");
        string project = await Service(workspace, "2.0.0");
        workspace.Delete(RecordWorkspace.Model, "1.1.0");
        workspace.Delete(RecordWorkspace.Alias, "2.0.0");

        RollbackResult result = await new Rollbacker(workspace.Feeds()).RollBackAsync(Request() with { To = NuGetVersion.Parse("1.0.0"), Plan = true, Project = project }, Token);

        Assert.Equal((true, "1.1.0"), (result.Plan.IsReferenced, result.Plan.BuiltAgainst.Version));
        Assert.Empty(result.Plan.Compatibility);
        Assert.Contains("neither its package nor one of 'Contoso.Sentiment.Production'", result.Plan.NotCompared, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AVersionCanBeNamedThatTheAliasServed()
    {
        await using RecordWorkspace workspace = await Promoted("flat", "1.0.0", "1.1.0", "1.2.0");
        workspace.Publish("1.3.0");

        Assert.Equal("1.0.0", (await RollBack(workspace, to: "1.0")).Record!.Model.Version);
        Problem never = await FeedWorkspace.Problem(() => RollBack(workspace, to: "1.3.0"));
        Assert.Equal(FeedDiagnosticCodes.NothingToGoBackTo, never.Code);
        Assert.Contains("it served 1.0.0, 1.2.0, 1.1.0", never.Message, StringComparison.Ordinal);
        Assert.Equal(FeedDiagnosticCodes.NothingToGoBackTo, (await FeedWorkspace.Problem(() => RollBack(workspace, to: "1.0.0", reason: "other"))).Code);
    }

    [Fact]
    public async Task RevokedVersionsAreSkippedAndRefusedWhereNamed()
    {
        await using RecordWorkspace workspace = await Promoted("flat", "1.0.0", "1.1.0", "1.2.0");
        await workspace.Revoke("1.1.0");

        Assert.Equal(FeedDiagnosticCodes.Revoked, (await FeedWorkspace.Problem(() => RollBack(workspace, to: "1.1.0"))).Code);
        Assert.Equal("1.0.0", (await RollBack(workspace)).Record!.Model.Version);
    }

    [Fact]
    public async Task TheBadVersionIsRevokedWhereAsked()
    {
        await using RecordWorkspace workspace = await Promoted("flat", "1.0.0", "1.1.0");

        RollbackResult result = await RollBack(workspace, revoke: true);

        Assert.Equal(("1.1.0", "bad answers"), (result.Revocation!.Subject.Version, result.Revocation.Reason));
        Assert.Equal(PromotionOutcome.Refused, (await workspace.Promote("1.1.0")).Outcome);
    }

    [Fact]
    public async Task TheSeverityOfTheRevocationCanBeSaid()
    {
        await using RecordWorkspace workspace = await Promoted("flat", "1.0.0", "1.1.0");

        RollbackResult result = await new Rollbacker(workspace.Feeds()).RollBackAsync(Request() with { Revoke = true, Severity = RevocationSeverities.Critical }, Token);

        Assert.Equal(RevocationSeverities.Critical, result.Revocation!.Severity);
    }

    [Fact]
    public async Task AProjectThatLagsBehindARollbackFollowsIt()
    {
        await using RecordWorkspace workspace = await Promoted("flat", "1.0.0", "1.1.0", "1.2.0");
        await RollBack(workspace, reason: "bad answers, says dave");
        string project = await Service(workspace, "3.0.0");

        RollbackResult result = await new Rollbacker(workspace.Feeds()).RollBackAsync(Request() with { Reason = "another one", Project = project, Restore = false }, Token);

        Assert.Equal((RollbackOutcome.AlreadyServed, "1.1.0"), (result.Outcome, result.Record!.Model.Version));
        Assert.Equal(("3.0.0", "4.0.0"), (result.Change!.From, result.Change.To));
        Assert.Contains("Version=\"4.0.0\"", await File.ReadAllTextAsync(project, Token), StringComparison.Ordinal);
        Assert.Equal(4, (await workspace.History()).Newest.Sequence);
    }

    [Fact]
    public async Task WhereTheVersionThatWasGoneBackToIsRevokedTheDefaultLeadsFurtherBack()
    {
        await using RecordWorkspace workspace = await Promoted("flat", "1.0.0", "1.1.0", "1.2.0");
        await RollBack(workspace);
        await workspace.Revoke("1.1.0");

        RollbackResult result = await RollBack(workspace, reason: "revoked, too");

        Assert.Equal((RollbackOutcome.RolledBack, "1.0.0"), (result.Outcome, result.Record!.Model.Version));
    }

    [Fact]
    public async Task WhatSomebodyElseLeftIsNotRevokedInPassing()
    {
        await using RecordWorkspace workspace = await Promoted("flat", "1.0.0", "1.1.0", "1.2.0");
        await RollBack(workspace);

        RollbackResult result = await RollBack(workspace, reason: "1.1.0 is bad", revoke: true);

        Assert.Equal((RollbackOutcome.NothingDone, null), (result.Outcome, result.Revocation));
        Assert.Contains("Contoso.Sentiment 1.2.0, which 'Contoso.Sentiment.Production' left before, was not revoked", Assert.Single(workspace.Warnings).Message, StringComparison.Ordinal);
        Assert.Empty(await workspace.Feeds().Reader.ReadRevocationsAsync(RecordWorkspace.Model, Token));
    }

    [Theory]
    [InlineData("4.0.0", false)]
    [InlineData("1.0.0", true)]
    public async Task AProjectThatHasNotGotWhatWasLeftFollowsTheAliasWhichStaysWhereItIs(string reference, bool follows)
    {
        await using RecordWorkspace workspace = await Promoted("flat", "1.0.0", "1.1.0", "1.2.0");
        await RollBack(workspace);
        string project = await Service(workspace, reference);

        RollbackResult result = await new Rollbacker(workspace.Feeds()).RollBackAsync(Request() with { Reason = "still bad", Project = project, Restore = false }, Token);

        Assert.Equal((follows ? RollbackOutcome.AlreadyServed : RollbackOutcome.NothingDone, "1.1.0", "4.0.0"), (result.Outcome, result.Record!.Model.Version, result.Change!.To));
        Assert.Equal(4, (await workspace.History()).Newest.Sequence);
    }

    [Fact]
    public async Task ATargetThatDoesNotFitTheServiceIsGoneBackToWithALoudWarning()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        foreach ((string version, string labels) in new[] { ("1.0.0", "a"), ("1.1.0", "b") })
        {
            workspace.Publish(version, manifest =>
            {
                manifest.Files.Add(new ModelFile { Path = "labels.txt", Role = ModelFileRoles.Config, Sha256 = new string(labels[0], 64) });
                manifest.Digest = ModelDigest.Compute(manifest.Files);
            });
            await workspace.Promote(version);
        }

        RollbackResult result = await RollBack(workspace);

        Assert.Equal(RollbackOutcome.RolledBack, result.Outcome);
        Problem warning = Assert.Single(workspace.Warnings);
        Assert.Equal((FeedDiagnosticCodes.DoesNotFit, ProblemSeverity.Warning), (warning.Code, warning.Severity));
        Assert.Contains("Contoso.Sentiment 1.0.0 does not fit the service as it was built against Contoso.Sentiment 1.1.0: labels: ", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AModelThatWasDeletedIsTakenFromTheAliasThatServedIt()
    {
        await using RecordWorkspace workspace = await Promoted("http", "1.0.0", "1.1.0");
        workspace.Delete(RecordWorkspace.Model, "1.0.0");

        Assert.Equal("1.0.0", (await RollBack(workspace)).Record!.Model.Version);
        using ModelPack.Core.Packages.NupkgContent content = new(new MemoryStream(workspace.Bytes(RecordWorkspace.Alias, "3.0.0")), "newest");
        Assert.Equal("1.0.0", ModelPack.Core.Packages.PackageManifests.Read(content).Version);
    }

    [Fact]
    public async Task AVersionThatIsNowhereIsAClearError()
    {
        await using RecordWorkspace workspace = await Promoted("http", "1.0.0", "1.1.0");
        workspace.Delete(RecordWorkspace.Model, "1.0.0");
        workspace.Delete(RecordWorkspace.Alias, "1.0.0");

        Problem problem = await FeedWorkspace.Problem(() => RollBack(workspace));

        Assert.Equal(FeedDiagnosticCodes.AliasTargetMissing, problem.Code);
    }

    [Fact]
    public async Task OtherContentUnderTheOldVersionIsRefused()
    {
        await using RecordWorkspace workspace = await Promoted("flat", "1.0.0", "1.1.0");
        workspace.Publish("1.0.0", content: "other ");

        Assert.Equal(FeedDiagnosticCodes.DigestChanged, (await FeedWorkspace.Problem(() => RollBack(workspace))).Code);
    }

    [Fact]
    public async Task AnAliasThatIsNotThereIsNamed()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();

        Assert.Equal(FeedDiagnosticCodes.NothingToGoBackTo, (await FeedWorkspace.Problem(() => RollBack(workspace))).Code);
        Assert.Equal(FeedDiagnosticCodes.IncompleteRecord, (await FeedWorkspace.Problem(() => RollBack(workspace, reason: " "))).Code);
    }

    [Fact]
    public async Task ThePlanTellsWhetherTheServiceStillFitsAndWhichImageServedIt()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        foreach ((string version, string input) in new[] { ("1.0.0", "text"), ("1.1.0", "sentence") })
        {
            workspace.Publish(version, manifest =>
            {
                manifest.Files.Add(new ModelFile { Path = "tokenizer.json", Role = ModelFileRoles.Tokenizer, Sha256 = new string('a', 64) });
                manifest.Files.Add(new ModelFile { Path = "labels.txt", Role = ModelFileRoles.Config, Sha256 = new string(version[2], 64) });
                manifest.Digest = ModelDigest.Compute(manifest.Files);
                manifest.Models = [new ModelEntry { File = "model.onnx", Format = "onnx", Primary = true, Signature = System.Text.Json.JsonSerializer.Deserialize<ModelSignature>($$"""{ "inputs": [ { "name": "{{input}}" } ], "outputs": [] }""", JsonOptions)! }];
            });
            await workspace.Promote(version);
        }

        AliasHistory history = await workspace.History();
        Deploy(workspace, history.Records[0].Model);
        await File.WriteAllTextAsync(workspace.Workspace["Service.csproj"], $"<Project><ItemGroup><PackageReference Include=\"{RecordWorkspace.Alias}\" Version=\"2.0.0\" /></ItemGroup></Project>", Token);

        RollbackResult result = await new Rollbacker(workspace.Feeds()).RollBackAsync(Request() with { Plan = true, Project = workspace.Workspace["Service.csproj"] }, Token);

        Assert.Equal(RollbackOutcome.Planned, result.Outcome);
        Assert.Equal([("signature", false), ("tokenizer", true), ("labels", false)], result.Plan.Compatibility.Select(part => (part.Part, part.IsSame)));
        Assert.Contains("'text'", result.Plan.Compatibility[0].Detail, StringComparison.Ordinal);
        Assert.Equal("registry/shop@sha256:00", result.Plan.LastDeployment!.Image);
        Assert.Equal(("1.1.0", "3.0.0"), (result.Plan.BuiltAgainst.Version, result.Change!.To));
        Assert.Equal(2, (await workspace.History()).Newest.Sequence);
        Assert.Contains("Version=\"2.0.0\"", await File.ReadAllTextAsync(workspace.Workspace["Service.csproj"], Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AProjectThatCannotBeChangedIsToldBeforeAnythingIsPublished()
    {
        await using RecordWorkspace workspace = await Promoted("flat", "1.0.0", "1.1.0");
        await File.WriteAllTextAsync(workspace.Workspace["Service.csproj"], "<Project />", Token);

        Problem problem = await FeedWorkspace.Problem(() => new Rollbacker(workspace.Feeds()).RollBackAsync(Request() with { Project = workspace.Workspace["Service.csproj"] }, Token));

        Assert.Equal(FeedDiagnosticCodes.ReferenceNotFound, problem.Code);
        Assert.Equal(2, (await workspace.History()).Newest.Sequence);
    }

    [Fact]
    public async Task TheReferenceIsSetToTheNewVersionOfTheAlias()
    {
        await using RecordWorkspace workspace = await Promoted("flat", "1.0.0", "1.1.0");
        await File.WriteAllTextAsync(workspace.Workspace["Service.csproj"], $"<Project><ItemGroup><PackageReference Include=\"{RecordWorkspace.Alias}\" Version=\"2.0.0\" /></ItemGroup></Project>", Token);

        RollbackResult result = await new Rollbacker(workspace.Feeds()).RollBackAsync(Request() with { Project = workspace.Workspace["Service.csproj"], Restore = false }, Token);

        Assert.Equal(("2.0.0", "3.0.0", false), (result.Change!.From, result.Change.To, result.Restored));
        Assert.Contains("Version=\"3.0.0\"", await File.ReadAllTextAsync(workspace.Workspace["Service.csproj"], Token), StringComparison.Ordinal);
    }

    private static async Task<string> Service(RecordWorkspace workspace, string version)
    {
        string project = workspace.Workspace["Service.csproj"];
        await File.WriteAllTextAsync(project, $"<Project><ItemGroup><PackageReference Include=\"{RecordWorkspace.Alias}\" Version=\"{version}\" /></ItemGroup></Project>", Token);
        return project;
    }

    private static readonly System.Text.Json.JsonSerializerOptions JsonOptions = new() { PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.CamelCase };

    private static void Deploy(RecordWorkspace workspace, RecordSubject model)
    {
        DeploymentRecord record = new() { Sequence = 1, Model = model, Service = "Shop", Image = "registry/shop@sha256:00", Actor = new RecordActor { Name = "ci" } };
        RecordBook<DeploymentRecord> book = new() { Kind = RecordKinds.Deployments, Model = model.Id, Records = [record] };
        using FileStream stream = File.Create(workspace.Workspace[$"source/{RecordPackages.Deployments(model.Id)}.1.0.0.nupkg"]);
        RecordPackageWriter.Write(stream, BookKinds.Deployments, book, new Dictionary<string, byte[]>());
    }
}
