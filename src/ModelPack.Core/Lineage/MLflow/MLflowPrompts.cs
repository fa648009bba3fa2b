using System.Text;
using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.MLflow;

/// <summary>Which registered prompts belong to a run.</summary>
internal static class MLflowPrompts
{
    public const string IsPromptTag = "mlflow.prompt.is_prompt";
    public const string TextTag = "mlflow.prompt.text";
    public const string RunsTag = "mlflow.prompt.run_ids";
    private const string LinkedTag = "mlflow.linkedPrompts";

    /// <summary>The prompts that a run or its models name, and those that name the run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="addresses">Addresses that its models name: <c>prompts:/name/version</c>.</param>
    /// <param name="registered">All registered prompts.</param>
    public static List<MLflowPrompt> Of(MLflowRun run, IEnumerable<string> addresses, IReadOnlyCollection<MLflowPrompt> registered)
    {
        HashSet<string> named = new(addresses.Select(address => address.Replace("prompts:/", "", StringComparison.Ordinal).TrimStart('/')), StringComparer.Ordinal);
        if (run.Tags.GetValueOrDefault(LinkedTag) is { } linked)
        {
            try
            {
                named.UnionWith(JsonData.Read(Encoding.UTF8.GetBytes(linked)).Items.Select(item => $"{item.String("name")}/{item.String("version")}"));
            }
            catch (DataException)
            {
                // A tag that people wrote by hand links nothing.
            }
        }

        List<MLflowPrompt> prompts = [.. registered.Where(prompt => prompt.Runs.Contains(run.Id) || named.Contains($"{prompt.Name}/{prompt.Version}"))];
        foreach (string address in named.Where(address => !prompts.Exists(prompt => $"{prompt.Name}/{prompt.Version}" == address)))
        {
            // Named, and not in this registry: what it is called is still known.
            int slash = address.LastIndexOf('/');
            prompts.Add(new MLflowPrompt { Name = slash > 0 ? address[..slash] : address, Version = slash > 0 ? address[(slash + 1)..] : "" });
        }

        return [.. prompts.OrderBy(prompt => prompt.Name, StringComparer.Ordinal).ThenBy(prompt => prompt.Version, StringComparer.Ordinal)];
    }
}
