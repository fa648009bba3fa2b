using System.CommandLine;
using ModelPack.Core.Records;
using ModelPack.Feeds;
using ModelPack.Feeds.Rollback;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Output;
using Spectre.Console;

namespace ModelPack.Tool.Commands.Rollback;

/// <summary><c>rollback</c>: takes an alias, and a service's reference, back to a version that the alias served before.</summary>
internal static class RollbackCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> alias = new("alias") { Description = "The id of the alias, e.g. Contoso.Sentiment.Production." };
        Option<string?> to = new("--to") { Description = "The version of the model to go back to; by default the former one.", HelpName = "version" };
        Option<string?> reason = new("--reason") { Description = "Why; needed unless only a plan is made." };
        Option<string?> ticket = new("--ticket") { Description = "The address of a ticket.", HelpName = "url" };
        Option<string?> project = new("--project") { Description = "A project whose reference to the alias is changed, where it really stands.", HelpName = "project" };
        Option<bool> noRestore = new("--no-restore") { Description = "Do not restore the project afterwards." };
        Option<bool> revoke = new("--revoke") { Description = "Revoke the version that is left." };
        Option<string?> severity = new("--severity") { Description = $"How bad the version that is revoked is; {RevocationSeverities.High} unless said." };
        severity.AcceptOnlyFromAmong([.. RevocationSeverities.All]);
        Option<bool> planOnly = new("--plan") { Description = "Only say what would be done, and whether the target fits the service. The exit code is 1 where it does not, or where that is not known." };
        Command command = new("rollback", "Go back: let an alias, <model id>.<stage>, serve a version of the model that it served before.") { alias, to, reason, ticket, project, noRestore, revoke, severity, planOnly };
        RecordArguments records = new(command);
        PolicyArguments policy = new(command);
        command.Runs(async (result, output, cancellationToken) =>
        {
            bool isPlan = result.GetValue(planOnly);
            if (result.GetValue(severity) is not null && !result.GetValue(revoke))
            {
                throw ToolProblems.BadArgument("--severity is of a revocation. Give --revoke too, or leave it out.");
            }

            using RecordKey? key = records.Key(result);
            RollbackRequest request = new()
            {
                Alias = result.GetValue(alias)!,
                To = result.GetValue(to) is { } version ? PackageLocator.ParseVersion(version) : null,
                Reason = result.GetValue(reason) ?? (isPlan ? "plan" : ""),
                Ticket = result.GetValue(ticket),
                Actor = records.Actor(result),
                Key = key,
                Policy = policy.Read(result),
                Project = result.GetValue(project),
                Restore = !result.GetValue(noRestore),
                Revoke = result.GetValue(revoke),
                Severity = result.GetValue(severity) ?? RevocationSeverities.High,
                Plan = isPlan,
            };
            RollbackResult rollback = await new Rollbacker(records.Feeds(result, output)).RollBackAsync(request, cancellationToken);
            string folder = Directory.GetCurrentDirectory();
            if (output.IsJson)
            {
                ToolOutput.Json(RollbackDocument.Of(rollback, folder), RollbackJsonContext.Default.RollbackDocument);
            }
            else
            {
                foreach (string line in RollbackText.Lines(rollback, folder))
                {
                    output.Answer.WriteLine(Shown.Line(line));
                }
            }

            // What cannot be compared is no yes; and who asked to go back, and finds that nothing was done, must not take that for having gone back once more.
            bool isNo = isPlan ? rollback.Plan.Compatibility.Count == 0 || rollback.Plan.Compatibility.Any(part => !part.IsSame) : rollback.Outcome == RollbackOutcome.NothingDone;
            return isNo ? ExitCodes.No : ExitCodes.Done;
        });
        return command;
    }
}
