namespace ModelPack.Core.Lineage.MLflow;

/// <summary>
/// What a tracking store says of one run, whatever kind of store it is. As JSON it is what the child process that opens databases answers, and what
/// a project keeps of a tracking server.
/// </summary>
internal sealed class MLflowSnapshot
{
    /// <summary>Marks a file as one of these.</summary>
    public const string FormatName = "modelpack-mlflow-snapshot";

    public const int CurrentVersion = 1;

    public string Format { get; set; } = FormatName;

    public int Version { get; set; } = CurrentVersion;

    /// <summary>Where it comes from, without credentials.</summary>
    public string? Tracking { get; set; }

    public MLflowRun? Run { get; set; }

    /// <summary>How many active runs there were to choose from.</summary>
    public int Candidates { get; set; }

    /// <summary>The registered versions that come from the run.</summary>
    public List<MLflowVersion> Versions { get; set; } = [];

    /// <summary>The registered prompts that the run used.</summary>
    public List<MLflowPrompt> Prompts { get; set; } = [];

    /// <summary>Drops entries that are null: people edit files.</summary>
    public void DropNulls()
    {
        Versions.RemoveAll(version => version is null);
        Versions.ForEach(version => version.Aliases.RemoveAll(alias => alias is null));
        Prompts.RemoveAll(prompt => prompt is null);
        if (Run is not { } run)
        {
            return;
        }

        run.Metrics.RemoveAll(metric => metric is null);
        run.Datasets.RemoveAll(data => data is null);
        run.Models.RemoveAll(model => model is null);
        foreach (SortedDictionary<string, string> values in (SortedDictionary<string, string>[])[run.Params, run.Tags])
        {
            foreach (string name in values.Where(pair => pair.Value is null).Select(pair => pair.Key).ToList())
            {
                values.Remove(name);
            }
        }
    }
}
