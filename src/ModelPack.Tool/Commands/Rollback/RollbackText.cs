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
            RollbackOutcome.Planned when result.Record is not null => $"{WentBack(result)} The same command only finishes what is missing.{Further(plan)}",
            RollbackOutcome.Planned => $"{plan.Alias} would go back from {plan.From.Model.Version} to {plan.To.Model.Version}. Nothing was done.",
            RollbackOutcome.AlreadyServed => $"{plan.Alias} {result.Record!.AliasVersion} serves {plan.To.Model} already, since {RecordTexts.Time(result.Record.Time)} by {result.Record.Actor.Name}{(result.Record.Reason is { } reason ? $" ({reason})" : "")}.{Further(plan)}",
            RollbackOutcome.NothingDone => $"{WentBack(result)} Nothing was left to do, and it does not go further back by itself.{Further(plan)}",
            _ => $"{plan.Alias} {result.Record!.AliasVersion} serves {result.Record.Model} ({result.Record.Model.Digest}); before: {plan.From.Model.Version}.",
        };
        if (plan.IsEmergency)
        {
            yield return plan.Confirmations > 0
                ? $"It is an emergency, and open until {(plan.Confirmations == 1 ? "another person confirms" : $"{plan.Confirmations} others confirm")} it: dotnet modelpack approve {plan.Alias}"
                : result.Outcome is RollbackOutcome.AlreadyServed or RollbackOutcome.NothingDone ? "It was an emergency, and is confirmed." : "It is an emergency: the policy asks for approvals that it did not wait for.";
        }

        yield return plan.Compatibility.Count == 0
            ? $"Whether the target fits is not known: {Built(result)} cannot be compared: {plan.NotCompared?.TrimEnd('.')}."
            : $"Compared with {Built(result)}:";
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

    // Of a service that nobody named, nothing is known.
    private static string Built(RollbackResult result) =>
        $"{result.Plan.BuiltAgainst}, which {(result.Plan.IsReferenced ? "the service was built against" : result.Record is null ? "the alias serves now" : "the alias served before")}";

    private static string WentBack(RollbackResult result) =>
        $"{result.Plan.Alias} went back from {result.Plan.From.Model.Version} to {result.Plan.To.Model.Version} on {RecordTexts.Time(result.Record!.Time)} by {result.Record.Actor.Name}{(result.Record.Reason is { } reason ? $" ({reason})" : "")}.";

    private static string Further(RollbackPlan plan) => plan.Further is { } further ? $" To go further back: --to {further.Version}" : "";
}
