using ModelPack.Core.Records;
using ModelPack.Feeds.Diagnostics;
using ModelPack.Feeds.Records;

namespace ModelPack.Feeds.Promotion;

/// <summary>An approval or confirmation that can never count under the policy is refused when it is made, not when somebody wants to promote.</summary>
internal static class ApprovalRule
{
    /// <summary>The stage as the policy writes it.</summary>
    public static string? StageOf(AttestationRequest request) => request is { Policy: { } file, Stage: { } stage } && Concerns(request) ? file.Policy.StageOf(stage).Name : request.Stage;

    /// <summary>Checks stage and key.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">The policy has no such stage (MP5064), the key is not listed for it (MP5063), or there is none (MP5076).</exception>
    public static void Require(AttestationRequest request)
    {
        if (request.Policy is not { } file || !Concerns(request))
        {
            return;
        }

        PolicyStage? stage = request.Stage is { } name ? file.Policy.StageOf(name) : null;
        if (file.Policy.Approvers.Count == 0)
        {
            return;
        }

        if (request.Key is not { } key)
        {
            throw RecordFailure.Incomplete($"The policy '{file.Path}' lists approvers: only what they sign counts. Give your private key with --key.");
        }

        // Whoever is listed at all may confirm; for an approval without a stage it is enough to be an approver of one.
        IReadOnlyList<PolicyApprover> people = stage is null || request.Type == AttestationTypes.Confirmation ? file.Policy.Approvers : stage.Eligible(file.Policy);
        if (!people.Any(person => person.Holds(key.KeyId)))
        {
            string owner = file.Policy.Signers.FirstOrDefault(person => person.Holds(key.KeyId)) is { } other ? $"is that of {other.Name}, who" : "is not listed, and";
            throw FeedProblems.Fail(
                FeedDiagnosticCodes.BadKey,
                $"The key {RecordKey.Short(key.KeyId)} {owner} may not {(request.Type == AttestationTypes.Approval ? $"approve{(stage is null ? "" : $" for {stage.Name}")}" : "confirm")} under the policy; {string.Join(", ", people.Select(person => person.Name))} may. Sign with the key of one of them, or add its public key to the policy.",
                file: file.Path);
        }
    }

    private static bool Concerns(AttestationRequest request) => request.Type is AttestationTypes.Approval or AttestationTypes.Confirmation;
}
