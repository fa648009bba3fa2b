using System.CommandLine;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Records;
using ModelPack.Feeds.Revocations;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Output;
using ModelPack.Tool.Targets;
using Spectre.Console;

namespace ModelPack.Tool.Commands.Revoke;

/// <summary><c>revoke</c>: says that a version must not be used any more, and exports that for stock restores.</summary>
internal static class RevokeCommand
{
    private static readonly string[] CommonStages = ["Production", "Staging", "Candidate", "Canary"];

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string?> what = new("what") { Description = $"The version of the model: {PackageReferenceText.Form}.", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> reason = new("--reason") { Description = "Why; needed with a version." };
        Option<string> severity = new("--severity") { Description = "How bad it is.", DefaultValueFactory = _ => RevocationSeverities.High };
        severity.AcceptOnlyFromAmong([.. RevocationSeverities.All]);
        Option<string?> ticket = new("--ticket") { Description = "The address of more about it.", HelpName = "url" };
        Option<bool> unseen = new("--unseen") { Description = "Revoke a version that is not on the source, and that no record there speaks of." };
        Option<string?> export = new("--export-vulnerabilities") { Description = "Write all revocations to this folder as a static NuGet source of vulnerability data.", HelpName = "folder" };
        Option<string?> url = new("--url") { Description = "The address that the folder will be served at; NuGet reads such sources over HTTP only.", HelpName = "url" };
        Option<string[]> models = new("--model") { Description = "A model whose revocations are exported; can be repeated.", HelpName = "id" };
        Command command = new("revoke", "Record that a version must not be used any more. Nothing is deleted: promotions and the builds of services refuse it.") { what, reason, severity, ticket, unseen, export, url, models };
        RecordArguments records = new(command);
        PolicyArguments policy = new(command);
        command.Runs(async (result, output, cancellationToken) =>
        {
            PackageReferenceText? version = result.GetValue(what) is { } text ? RecordTexts.Version(text) : null;
            string? folder = result.GetValue(export);
            string[] exported = [.. (result.GetValue(models) ?? []).Concat(version is null ? [] : [version.Id]).Distinct(StringComparer.OrdinalIgnoreCase)];
            if (version is null && folder is null)
            {
                throw ToolProblems.BadArgument($"Name a version to revoke ({PackageReferenceText.Form}), or a folder with --export-vulnerabilities.");
            }

            Uri? address = folder is null ? null : Address(result.GetValue(url), exported);
            if (folder is not null)
            {
                // Before anything is published.
                VulnerabilityExport.RequireOwn(Path.GetFullPath(folder));
            }

            using RecordKey? key = records.Key(result);
            RecordFeeds feeds = records.Feeds(result, output);
            string[] stages = Stages(policy, result, output, isNeeded: folder is not null);
            RevocationResult? revocation = version is null ? null : await new Revoker(feeds).RevokeAsync(
                new RevocationRequest
                {
                    Model = version.Id,
                    Version = version.Version,
                    Reason = result.GetValue(reason) ?? "",
                    Severity = result.GetValue(severity)!,
                    Ticket = result.GetValue(ticket),
                    Unseen = result.GetValue(unseen),
                    Stages = stages,
                    Actor = records.Actor(result),
                    Key = key,
                },
                cancellationToken);
            IReadOnlyList<(string Id, string Version)>? versions = folder is null ? null : await new VulnerabilityExport(feeds).WriteAsync(
                Path.GetFullPath(folder), address!, exported, stages, cancellationToken);
            Write(revocation, versions, folder, address, output);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>The stages whose aliases are looked at. A policy that cannot be read does not keep a version from being revoked.</summary>
    private static string[] Stages(PolicyArguments policy, ParseResult result, ToolOutput output, bool isNeeded)
    {
        try
        {
            return policy.Read(result) is { } file ? [.. file.Policy.Stages.Select(stage => stage.Name)] : CommonStages;
        }
        catch (ModelPackException exception) when (!isNeeded)
        {
            output.Warn(exception.Problem with { Severity = ProblemSeverity.Warning });
            return CommonStages;
        }
    }

    private static Uri Address(string? url, string[] models) =>
        models.Length == 0 ? throw ToolProblems.BadArgument("Name the models whose revocations are exported with --model.")
        : Uri.TryCreate(url, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) ? address
        : throw ToolProblems.BadArgument("NuGet reads vulnerability data over HTTP only, and the files name each other by their addresses: give the address that the folder will be served at with --url.");

    private static void Write(RevocationResult? revocation, IReadOnlyList<(string Id, string Version)>? versions, string? folder, Uri? address, ToolOutput output)
    {
        RevocationRecord? record = revocation?.Record;
        if (output.IsJson)
        {
            RevokeDocument document = new(revocation?.IsNew, record is null ? null : RecordPackages.Revocations(record.Subject.Id), record, revocation is null ? null : [.. revocation.ServedBy.Select(served => new ExportedVersion(served.Alias, served.AliasVersion))], versions is null ? null : [.. versions.Select(version => new ExportedVersion(version.Id, version.Version))]);
            ToolOutput.Json(document, RevokeJsonContext.Default.RevokeDocument);
            return;
        }

        if (record is not null)
        {
            output.Answer.WriteLine(Shown.Line(revocation!.IsNew
                ? $"{record.Subject} is revoked ({record.Severity}): {RecordPackages.Revocations(record.Subject.Id)} {RecordPackages.VersionOf(record.Sequence)}."
                : $"{record.Subject} is revoked already, since {RecordTexts.Time(record.Time)} by {record.Actor.Name}: {record.Reason}"));
            foreach (PromotionRecord served in revocation.ServedBy)
            {
                output.Answer.WriteLine(Shown.Line($"{served.Alias} {served.AliasVersion} still serves it. Take it back: dotnet modelpack rollback {served.Alias} --reason …, or promote another version."));
            }
        }

        if (versions is not null)
        {
            output.Answer.WriteLine(Shown.Line($"{folder}: restores warn of {(versions.Count == 0 ? "nothing" : string.Join(", ", versions.Select(version => $"{version.Id} {version.Version}")))}."));
            output.Answer.WriteLine("Serve the folder there, and put this into the nuget.config of those who restore:");
            foreach (string line in AuditSource.Snippet(address!))
            {
                output.Answer.WriteLine(Shown.Line(line));
            }
        }
    }
}
