using ModelPack.Core.Records;
using ModelPack.Feeds.Rollback;
using ModelPack.Tool.CommandLine;

namespace ModelPack.Tool.Commands.Rollback;

/// <summary>Writes what a rollback means, for people.</summary>
internal static class RollbackText
{
    /// <summary>The lines.</summary>
    public static IEnumerable<string> Lines(RollbackResult result, string folder)
    {
        RollbackPlan plan = result.Plan;
        yield return result.Outcome switch
        {
            RollbackOutcome.Planned => $"{plan.Alias} would go back from {plan.From.Model.Version} to {plan.To.Model.Version}. Nothing was done.",
            RollbackOutcome.AlreadyServed => $"{plan.Alias} {result.Record!.AliasVersion} serves {plan.To.Model} already, since {RecordTexts.Time(result.Record.Time)} by {result.Record.Actor.Name}{(result.Record.Reason is { } reason ? $" ({reason})" : "")}. --to goes further back.",
            _ => $"{plan.Alias} {result.Record!.AliasVersion} serves {result.Record.Model} ({result.Record.Model.Digest}); before: {plan.From.Model.Version}.",
        };
        if (plan.IsEmergency)
        {
            yield return plan.Confirmations > 0
                ? $"It is an emergency, and open until {(plan.Confirmations == 1 ? "another person confirms" : $"{plan.Confirmations} others confirm")} it: dotnet modelpack approve {plan.Alias}"
                : result.Outcome == RollbackOutcome.AlreadyServed ? "It was an emergency, and is confirmed." : "It is an emergency: the policy asks for approvals that it did not wait for.";
        }

        yield return plan.Compatibility.Count == 0
            ? $"{plan.BuiltAgainst}, which the service was built against, cannot be read: whether the target fits it is not known."
            : $"Compared with {plan.BuiltAgainst}, which the service was built against:";
        foreach (CompatibilityResult part in plan.Compatibility)
        {
            yield return $"  {(part.IsSame ? "ok" : "NO"),-3} {part.Part}: {part.Detail}";
        }

        yield return plan.LastDeployment is { } deployment
            ? $"Last served by {deployment.Service}{(deployment.Environment is { } environment ? $" in {environment}" : "")}: {deployment.Image ?? "no image is recorded"} ({RecordTexts.Time(deployment.Time)})"
            : "No deployment record says which image last served it.";
        if (result.Revocation is { } revocation)
        {
            yield return $"{revocation.Subject} is revoked: {revocation.Reason}";
        }

        foreach (string line in result.Change is { IsNeeded: true } change ? change.Diff(folder).TrimEnd('\n').Split('\n') : [])
        {
            yield return line;
        }

        if (result.Change is { IsNeeded: true, OtherProjects.Count: > 0 } shared)
        {
            yield return $"{(result.Outcome == RollbackOutcome.Planned ? "It would change" : "It changed")} {(shared.OtherProjects.Count == 1 ? "another project" : $"{shared.OtherProjects.Count} other projects")} too: {string.Join(", ", shared.OtherProjects.Select(project => Path.GetRelativePath(folder, project)))}. Restore, build and test them as well.";
        }

        if (result.Change is { IsNeeded: false } same)
        {
            yield return $"{Path.GetRelativePath(folder, same.File)} has {same.To} already.";
        }

        if (result.Restored)
        {
            yield return "The project was restored; its lock file, where it has one, is up to date.";
        }
    }
}
