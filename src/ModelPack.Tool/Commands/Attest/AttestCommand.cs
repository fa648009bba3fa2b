using System.CommandLine;
using ModelPack.Core.Records;
using ModelPack.Feeds.Promotion;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Targets;

namespace ModelPack.Tool.Commands.Attest;

/// <summary><c>attest</c>: adds what is learned of a version to its records.</summary>
internal static class AttestCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> what = new("what") { Description = $"The version of the model: {PackageReferenceText.Form}." };
        Option<string> type = new("--type", "-t") { Description = $"What it is: {string.Join(", ", AttestationTypes.All)}.", Required = true };
        type.AcceptOnlyFromAmong([.. AttestationTypes.All]);
        Option<string?> stage = new("--stage") { Description = "The stage that an approval or confirmation is for; an approval without it counts for every stage.", HelpName = "stage" };
        Option<string?> reason = new("--reason") { Description = "In words." };
        Option<string?> ticket = new("--ticket") { Description = "The address of a ticket.", HelpName = "url" };
        Option<string?> file = new("--file", "-f") { Description = "A file that belongs to it, up to 4 MiB; numbers in JSON are metrics of an evaluation.", HelpName = "file" };
        Option<string[]> metrics = new("--metric") { Description = "What was measured; can be repeated.", HelpName = "name=value" };
        Option<string?> dataset = new("--dataset") { Description = "The data set of the metrics.", HelpName = "name" };
        Option<string?> split = new("--split") { Description = "The split of the data set.", HelpName = "name" };
        Option<string?> outcome = new("--outcome") { Description = "What a validation found: loads, runs, matches or fails, as 'validate --json' says it." };
        outcome.AcceptOnlyFromAmong(ModelValidationOutcomes.Loads, ModelValidationOutcomes.Runs, ModelValidationOutcomes.Matches, ModelValidationOutcomes.Fails);
        Option<string?> hardware = new("--hardware") { Description = "Where it was run, e.g. \"Tesla T4\".", HelpName = "name" };
        Option<string?> provider = new("--execution-provider", "--ep") { Description = "With which execution provider.", HelpName = "name" };
        Option<string?> runtime = new("--onnxruntime") { Description = "In which version of ONNX Runtime.", HelpName = "version" };
        Command command = new("attest", "Add an approval, an evaluation, an incident or another record to a version, which itself stays as it is.") { what, type, stage, reason, ticket, file, metrics, dataset, split, outcome, hardware, provider, runtime };
        RecordArguments records = new(command);
        PolicyArguments policy = new(command);
        command.Runs(async (result, output, cancellationToken) =>
        {
            PackageReferenceText version = RecordTexts.Version(result.GetValue(what)!);
            using RecordKey? key = records.Key(result);
            AttestationRequest request = new()
            {
                Model = version.Id,
                Version = version.Version,
                Type = result.GetValue(type)!,
                Actor = records.Actor(result),
                Stage = result.GetValue(stage),
                Reason = result.GetValue(reason),
                Ticket = result.GetValue(ticket),
                File = result.GetValue(file) is { } path ? Path.GetFullPath(path) : null,
                Metrics = [.. (result.GetValue(metrics) ?? []).Select(metric => MetricOption.Read(metric, result.GetValue(dataset), result.GetValue(split)))],
                Validation = result.GetValue(outcome) is { } found
                    ? new AttestedValidation { Outcome = found, Hardware = result.GetValue(hardware), ExecutionProvider = result.GetValue(provider), Runtime = result.GetValue(runtime) }
                    : null,
                Key = key,
                Policy = result.GetValue(type) is AttestationTypes.Approval or AttestationTypes.Confirmation ? policy.Read(result) : policy.ReadHint(result, output),
            };
            AttestAnswer.Write(await new Attester(records.Feeds(result, output)).AttestAsync(request, cancellationToken), key, output);
            return ExitCodes.Done;
        });
        return command;
    }
}
