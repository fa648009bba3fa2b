using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.Wandb;

/// <summary>Reads <c>config.yaml</c>: each key with its <c>value</c>, in the dialects of Python's and Go's clients; <c>_wandb</c> is the client's own.</summary>
internal static class WandbConfig
{
    /// <summary>Adds what a file says.</summary>
    public static void Add(WandbRun run, DataNode root)
    {
        foreach ((string name, DataNode entry) in root.Pairs)
        {
            if (name != "wandb_version" && entry.Find("value") is { } value)
            {
                Add(run, name, value, overwrite: true);
            }
        }
    }

    /// <summary>Adds a setting.</summary>
    /// <param name="run">The run.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value, without what is around it in a file.</param>
    /// <param name="overwrite">Whether it replaces one that is there.</param>
    /// <exception cref="DataException">It expands to too much.</exception>
    public static void Add(WandbRun run, string name, DataNode value, bool overwrite)
    {
        if (name == "_wandb")
        {
            Client(run, value);
            return;
        }

        Flattening.Flatten(value, (below, json) =>
        {
            string full = below == "value" && value.Kind != DataKind.Map ? name : $"{name}.{below}";
            if (overwrite || !run.Config.ContainsKey(full))
            {
                run.Config[full] = json;
            }
        });
    }

    private static void Client(WandbRun run, DataNode value)
    {
        run.Tool ??= value.String("cli_version");
        run.Python ??= value.String("python_version");
        run.Framework ??= value.String("framework") is { } framework
            ? framework == "huggingface" && value.String("huggingface_version") is { } version ? $"transformers {version}" : framework
            : null;

        // Go's client repeats the metadata, by writer.
        if (value["e"] is { Kind: DataKind.Map, Pairs: [.., var writer] })
        {
            WandbMetadata.Add(run, writer.Value);
        }
    }
}
