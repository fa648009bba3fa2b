using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelPack.Core.Lineage.Privacy;

/// <summary>The one place that everything that was imported goes through before it may be written: secrets are masked, personal data is left out.</summary>
/// <param name="keepPersonalData">Whether personal data is kept.</param>
internal sealed class FactCleaner(bool keepPersonalData)
{
    private readonly SortedSet<string> _places = new(StringComparer.Ordinal);

    /// <summary>Where secrets were, e.g. <c>hyperparameter 'api_key'</c>.</summary>
    public IReadOnlyCollection<string> Places => _places;

    /// <summary>Cleans facts in place.</summary>
    public void Clean(ImportedFacts facts)
    {
        Settings(facts.Hyperparameters, "hyperparameter");
        Settings(facts.TrainingArguments, "training argument");
        facts.Metrics.ForEach(metric =>
        {
            metric.Name = Text(metric.Name, "a metric's name")!;
            metric.Dataset = Text(metric.Dataset, "a metric's data set");
        });
        facts.Data.ForEach(Dataset);
        Code(facts.Code);
        Packages(facts.Environment.Packages);
        Packages(facts.Environment.Unpinned);
        facts.Training.Author = Author(facts.Training.Author);
        facts.Training.Compute = Text(facts.Training.Compute, "the compute");
        Each(facts.Training.Experiments, "the experiment's address");
        facts.Pipeline.ForEach(Stage);
        facts.Prompts.ForEach(prompt =>
        {
            prompt.Path = Text(prompt.Path, "a prompt's address")!;
            prompt.Text = Text(prompt.Text, $"prompt '{prompt.Path}'");
        });
        facts.Registry.ForEach(entry =>
        {
            entry.Actor = Author(entry.Actor);
            entry.Description = Text(entry.Description, $"the description of '{entry.Name}'");
        });
        facts.BaseModels.ForEach(model =>
        {
            model.Name = Text(model.Name, "the base model's name")!;
            model.Uri = Text(model.Uri, "the base model's address");
        });
        Source(facts.Source);
    }

    /// <summary>An address without credentials; told apart because many sources have just one.</summary>
    public static string Address(string address) => Secrets.Without(address);

    private void Source(ModelLineageSource source)
    {
        source.RunName = Text(source.RunName, "the run's name");
        source.Experiment = Text(source.Experiment, "the experiment's name");
        source.Repository = Text(source.Repository, "the repository's address");
        Each(source.Missing, "the name of a missing file");
        foreach ((string name, string value) in source.Tags?.ToList() ?? [])
        {
            source.Tags![name] = Text(value, $"tag '{name}'", name)!;
        }
    }

    private void Dataset(ModelDataset data)
    {
        string place = $"data set '{data.Name}'";
        data.Name = Text(data.Name, place)!;
        data.Uri = Text(data.Uri, place);
        data.Description = Text(data.Description, place);
        data.Provenance = Text(data.Provenance, place);
    }

    private void Code(ModelCode code)
    {
        code.Repository = Text(code.Repository, "the repository's address");
        code.TrainingEntryPoint = Text(code.TrainingEntryPoint, "the entry point");
        Each(code.DirtyFiles, "the name of a changed file");
        code.Files?.ForEach(file => file.Path = Text(file.Path, "the name of a source file")!);
    }

    private void Stage(ModelPipelineStage stage)
    {
        string place = $"stage '{stage.Name}'";
        Each(stage.Commands, place);
        stage.Inputs?.ForEach(file => file.Path = Text(file.Path, place)!);
        stage.Outputs?.ForEach(file => file.Path = Text(file.Path, place)!);
    }

    private void Packages(SortedDictionary<string, SortedDictionary<string, string>>? ecosystems)
    {
        foreach (SortedDictionary<string, string> packages in ecosystems?.Values ?? Enumerable.Empty<SortedDictionary<string, string>>())
        {
            foreach ((string name, string version) in packages.Where(package => package.Value.AsSpan().IndexOfAny('/', '@', '=') >= 0).ToList())
            {
                packages[name] = Text(version, $"package '{name}'")!;
            }
        }
    }

    private void Settings(SortedDictionary<string, JsonElement> settings, string what)
    {
        foreach ((string name, JsonElement value) in settings.Where(setting => setting.Value.ValueKind is JsonValueKind.String or JsonValueKind.Array or JsonValueKind.Object).ToList())
        {
            string place = $"{what} '{name}'";
            if (value.ValueKind == JsonValueKind.String)
            {
                string text = value.GetString()!;
                string clean = Text(text, place, name)!;
                settings[name] = ReferenceEquals(text, clean) ? value : Element(JsonValue.Create(clean));
            }
            else if (Node(JsonNode.Parse(value.GetRawText()), place, name) is var (node, changed) && changed)
            {
                settings[name] = Element(node);
            }
        }
    }

    private (JsonNode? Node, bool Changed) Node(JsonNode? node, string place, string name)
    {
        switch (node)
        {
            case JsonArray array:
                bool any = false;
                for (int i = 0; i < array.Count; i++)
                {
                    (JsonNode? item, bool changed) = Node(array[i], place, name);
                    any |= changed;
                    if (!ReferenceEquals(item, array[i]))
                    {
                        array[i] = item;
                    }
                }

                return (array, any);
            case JsonObject map:
                any = false;
                foreach (string key in map.Select(pair => pair.Key).ToList())
                {
                    (JsonNode? item, bool changed) = Node(map[key], place, key);
                    any |= changed;
                    if (!ReferenceEquals(item, map[key]))
                    {
                        map[key] = item;
                    }
                }

                return (map, any);
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                string text = value.GetValue<string>();
                string clean = Text(text, place, name)!;
                return ReferenceEquals(text, clean) ? (value, false) : (JsonValue.Create(clean), true);
            default:
                return (node, false);
        }
    }

    private static JsonElement Element(JsonNode? node) => JsonSerializer.SerializeToElement(node, LineageJsonContext.Default.JsonNode);

    /// <summary>A person's name stays, for the question who trained the model has to be answered; an address goes.</summary>
    private string? Author(string? author) => author is null || (!keepPersonalData && PersonalData.IsMail(author)) ? null : Text(author, "the author");

    private void Each(List<string>? texts, string place)
    {
        for (int i = 0; i < texts?.Count; i++)
        {
            texts[i] = Text(texts[i], place)!;
        }
    }

    private string? Text(string? text, string place, string? name = null)
    {
        if (string.IsNullOrEmpty(text))
        {
            return text;
        }

        string clean = name is not null && Secrets.IsSecret(name, text) ? Secrets.Mask : Secrets.Without(text);
        if (clean != text)
        {
            _places.Add(place);
        }

        clean = keepPersonalData ? clean : PersonalData.Without(clean);
        return clean == text ? text : clean;
    }
}
