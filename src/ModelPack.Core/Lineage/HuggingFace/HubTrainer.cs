using System.Text;
using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.HuggingFace;

/// <summary>Reads what the Trainer of transformers leaves. <c>training_args.bin</c> is a pickle, which is never opened.</summary>
internal static class HubTrainer
{
    /// <summary>Reads arguments that were written as JSON, also as JSON in a text.</summary>
    public static void ReadArguments(LineageSource source, ImportedFacts facts, string path)
    {
        const string Expected = "training arguments";
        DataNode root = source.Files.Json(path, Expected);
        LineageFiles.Guard(path, Expected, () =>
        {
            DataNode arguments = root.Kind == DataKind.Text ? JsonData.Read(Encoding.UTF8.GetBytes(root.Text)) : root;
            Flattening.Flatten(arguments, (name, value) => facts.TrainingArguments[name] = value);
            return 0;
        });
    }

    /// <summary>Reads <c>trainer_state.json</c>: what was logged, in short.</summary>
    public static void ReadState(LineageSource source, ImportedFacts facts, string path)
    {
        SortedDictionary<string, LoggedMetric> metrics = new(StringComparer.Ordinal);
        DataNode root = source.Files.Json(path, "the state of a trainer", new DataStreams().On("log_history", (_, entry) =>
        {
            long step = entry.Integer("step") ?? 0;
            foreach ((string name, DataNode value) in entry.Pairs)
            {
                if (name is not ("step" or "epoch") && value.Kind is DataKind.Number or DataKind.Text && ScalarValues.Double(value.Text) is { } number)
                {
                    if (!metrics.TryGetValue(name, out LoggedMetric? metric))
                    {
                        metrics[name] = metric = new LoggedMetric { Key = name };
                    }

                    metric.Add(number, 0, step);
                }
            }
        }));
        facts.Metrics.AddRange(metrics.Values.Select(metric => metric.ToMetric()));
        foreach (string name in (string[])["best_metric", "epoch", "global_step"])
        {
            if (root.String(name) is { } text && ScalarValues.Double(text) is { } value && !metrics.ContainsKey(name))
            {
                facts.AddMetric(name, value);
            }
        }
    }
}
