using System.Globalization;

namespace ModelPack.Core.Records;

/// <summary>Whether, and how long, a stage served a version.</summary>
internal static class StageTimes
{
    public static IEnumerable<GateResult> Evaluate(ReleasePolicy policy, string stage, TimeSpan soak, RecordSubject subject, GateInput input)
    {
        StageStays stays = new(policy, policy.StageOf(stage));
        AliasHistory? history = input.Stages.FirstOrDefault(pair => pair.Key.Equals(stage, StringComparison.OrdinalIgnoreCase)).Value;
        bool served = history?.Records.Exists(record => record.Model.IsSameAs(subject) && stays.Counts(record)) == true;
        yield return new GateResult("stage", $"was in {stage}", served, stays.Explain(RecordPackages.Alias(subject.Id, stage), history, subject));
        if (soak > TimeSpan.Zero)
        {
            TimeSpan time = served ? Total(stage, stays, history!, subject, input) : TimeSpan.Zero;
            yield return new GateResult("soak", $"was in {stage} for {Text(soak)}", time >= soak, $"it was there for {Text(time)}{Until()}");

            // Only what the stage serves now goes on ripening.
            string Until() => served && time < soak && history!.Newest.Model.IsSameAs(subject) && stays.Counts(history.Newest)
                ? string.Create(CultureInfo.InvariantCulture, $"; it passes from {Second(input.Now + (soak - time)):yyyy-MM-dd HH:mm:ss} UTC on")
                : "";
        }
    }

    /// <summary>The time of all its stays: each until the next promotion, the last until now.</summary>
    private static TimeSpan Total(string stage, StageStays stays, AliasHistory history, RecordSubject subject, GateInput input)
    {
        TimeSpan total = TimeSpan.Zero;
        for (int index = 0; index < history.Records.Count; index++)
        {
            if (history.Records[index].Model.IsSameAs(subject) && stays.Counts(history.Records[index]))
            {
                DateTimeOffset from = Latest(history.Records[index]);
                DateTimeOffset until = index + 1 < history.Records.Count ? Earliest(history.Records[index + 1]) : input.Now;
                total += until > from ? until - from : TimeSpan.Zero;
            }
        }

        return total;

        // Of the claimed time and the feed's, the one that makes the stay shorter. A clock that is wrong, or set, gains nothing where the feed has one of its own, which
        // 'Now' is no later than; of a folder, all times are those of whoever may write there.
        DateTimeOffset Latest(PromotionRecord record) => Published(record) is { } published && published > record.Time ? published : record.Time;

        DateTimeOffset Earliest(PromotionRecord record) => Published(record) is { } published && published < record.Time ? published : record.Time;

        DateTimeOffset? Published(PromotionRecord record) => input.Published.FirstOrDefault(pair => pair.Key.Sequence == record.Sequence && pair.Key.Stage.Equals(stage, StringComparison.OrdinalIgnoreCase)) is { Value.Ticks: > 0 } known ? known.Value : null;
    }

    private static string Text(TimeSpan time) => time switch
    {
        { TotalDays: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalDays} d {time.Hours} h"),
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Hours} h {time.Minutes} min"),
        { TotalMinutes: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.Seconds} s"),
    };

    // Whole seconds, never too early.
    private static DateTimeOffset Second(DateTimeOffset time) => new((time.UtcTicks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);
}
