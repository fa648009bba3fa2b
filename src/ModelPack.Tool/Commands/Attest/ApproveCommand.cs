using System.CommandLine;
using ModelPack.Core.Records;
using ModelPack.Feeds.Promotion;
using ModelPack.Feeds.Records;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Targets;

namespace ModelPack.Tool.Commands.Attest;

/// <summary><c>approve</c>: the short form of an approval, and of the confirmation of an emergency rollback.</summary>
internal static class ApproveCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> what = new("what") { Description = $"The version of the model, {PackageReferenceText.Form}; or an alias, whose emergency rollback is confirmed then." };
        Option<string?> stage = new("--stage") { Description = "The stage that it is for. Without it the approval counts for every stage.", HelpName = "stage" };
        Option<string?> reason = new("--reason") { Description = "In words." };
        Command command = new("approve", "Approve a version for promotion, or confirm somebody else's emergency rollback of an alias.") { what, stage, reason };
        RecordArguments records = new(command);
        PolicyArguments policy = new(command);
        command.Runs(async (result, output, cancellationToken) =>
        {
            string text = result.GetValue(what)!;
            using RecordKey? key = records.Key(result);
            RecordActor actor = records.Actor(result);
            RecordFeeds feeds = records.Feeds(result, output);
            Attester attester = new(feeds);
            AttestationResult answer;
            if (PackageReferenceText.Parse(text) is { } version)
            {
                AttestationRequest request = new()
                {
                    Model = version.Id,
                    Version = version.Version,
                    Type = AttestationTypes.Approval,
                    Actor = actor,
                    Stage = result.GetValue(stage),
                    Reason = result.GetValue(reason),
                    Key = key,
                    Policy = policy.Read(result),
                };
                answer = await attester.AttestAsync(request, cancellationToken);
            }
            else
            {
                answer = await attester.ConfirmAsync(text, actor, result.GetValue(reason), key, policy.Read(result), cancellationToken);
            }

            AttestAnswer.Write(answer, key, output);
            return ExitCodes.Done;
        });
        return command;
    }
}
