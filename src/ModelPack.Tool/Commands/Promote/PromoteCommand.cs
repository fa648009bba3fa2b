using System.CommandLine;
using ModelPack.Core.Records;
using ModelPack.Feeds.Promotion;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Output;
using ModelPack.Tool.Targets;
using Spectre.Console;

namespace ModelPack.Tool.Commands.Promote;

/// <summary><c>promote</c>: lets an alias serve a version.</summary>
internal static class PromoteCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> what = new("what") { Description = $"The version of the model: {PackageReferenceText.Form}." };
        Option<string> stage = new("--to") { Description = "The stage, e.g. Production.", Required = true, HelpName = "stage" };
        Option<string?> reason = new("--reason") { Description = "Why." };
        Option<string?> ticket = new("--ticket") { Description = "The address of a ticket.", HelpName = "url" };
        Option<bool> dryRun = new("--dry-run") { Description = "Only say whether it could be promoted." };
        Command command = new("promote", "Promote a version to a stage, if the policy lets it: publish the next version of the stage's alias package, <model id>.<stage>, which services reference.") { what, stage, reason, ticket, dryRun };
        RecordArguments records = new(command);
        PolicyArguments policy = new(command);
        command.Runs(async (result, output, cancellationToken) =>
        {
            PackageReferenceText version = RecordTexts.Version(result.GetValue(what)!);
            using RecordKey? key = records.Key(result);
            PromotionRequest request = new()
            {
                Model = version.Id,
                Version = version.Version,
                Stage = result.GetValue(stage)!,
                Actor = records.Actor(result),
                Reason = result.GetValue(reason),
                Ticket = result.GetValue(ticket),
                Key = key,
                Policy = policy.Read(result),
                DryRun = result.GetValue(dryRun),
            };
            PromotionResult promotion = await new Promoter(records.Feeds(result, output)).PromoteAsync(request, cancellationToken);
            if (output.IsJson)
            {
                ToolOutput.Json(PromoteDocument.Of(promotion, request.Policy?.Reference), PromoteJsonContext.Default.PromoteDocument);
            }
            else
            {
                Write(promotion, request.Policy is not null, output);
            }

            return promotion.Outcome == PromotionOutcome.Refused ? ExitCodes.No : ExitCodes.Done;
        });
        return command;
    }

    private static void Write(PromotionResult promotion, bool hasPolicy, ToolOutput output)
    {
        if (!hasPolicy)
        {
            output.Answer.WriteLine("No policy was found: nobody had to approve.");
        }

        foreach (GateResult gate in promotion.Gates.Gates)
        {
            output.Answer.WriteLine(Shown.Line(RecordTexts.Gate(gate)));
        }

        if (promotion.Refusal is { } refusal)
        {
            output.Fail(refusal);
            return;
        }

        PromotionRecord record = promotion.Record!;
        string before = record.Replaced is { } replaced ? $"; before: {replaced.Version}" : "";
        output.Answer.WriteLine(Shown.Line(promotion.Outcome switch
        {
            PromotionOutcome.Promoted => $"{promotion.Alias} {record.AliasVersion} serves {promotion.Model} ({promotion.Model.Digest}){before}.",
            PromotionOutcome.AlreadyServed => $"{promotion.Alias} {record.AliasVersion} serves {promotion.Model} already, since {RecordTexts.Time(record.Time)} by {record.Actor.Name}.",
            _ => $"{promotion.Model} could be promoted to {promotion.Alias}. Nothing was done.",
        }));
    }
}
