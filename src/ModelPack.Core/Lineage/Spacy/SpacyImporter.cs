using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.Spacy;

/// <summary>
/// Reads spaCy: a pipeline's <c>meta.json</c> with the <c>config.cfg</c> beside it, or the <c>project.lock</c> of a spaCy project.
/// Source: "Data formats" of spacy.io, <c>weasel/cli/run.py</c> of explosion/weasel.
/// </summary>
internal sealed class SpacyImporter : ILineageImporter
{
    private const string Kind = "Spacy";
    private const string MetaName = "meta.json";
    private const string ConfigName = "config.cfg";
    private const string LockName = "project.lock";

    public IReadOnlyList<string> Kinds { get; } = [Kind];

    public string? Detect(LineagePath path) =>
        path.IsFile(MetaName, LockName, ConfigName) || (!path.IsFolder && path.Name.EndsWith("." + MetaName, StringComparison.OrdinalIgnoreCase)) || (path.Has(MetaName) && path.Has(ConfigName)) ? Kind : null;

    public void Import(LineageSource source, ImportedFacts facts)
    {
        string path = source.IsFolder ? Path.Combine(source.Path, MetaName) : source.Path;
        string name = Path.GetFileName(path);
        if (name.Equals(LockName, StringComparison.OrdinalIgnoreCase))
        {
            SpacyLock.Read(source, facts, path);
            return;
        }

        if (Path.GetExtension(name).Equals(".cfg", StringComparison.OrdinalIgnoreCase))
        {
            SpacyConfig.Read(source, facts, path);
            return;
        }

        Meta(source, facts, path);
        string config = Path.Combine(Path.GetDirectoryName(path)!, ConfigName);
        if (source.Files.Exists(config))
        {
            SpacyConfig.Read(source, facts, config);
        }
    }

    private static void Meta(LineageSource source, ImportedFacts facts, string path)
    {
        const string Expected = "a spaCy pipeline's meta.json";
        DataNode root = source.Files.Json(path, Expected);
        if (root.Kind != DataKind.Map)
        {
            throw LineageProblems.Bad(path, root.Line, "It is no map.", Expected);
        }

        ModelArchitecture architecture = facts.Architecture;
        architecture.Name = root.String("name") is { } name ? $"{root.String("lang") ?? "xx"}_{name}" : null;
        architecture.Family = "spacy";
        architecture.Framework = root.String("spacy_version") is { } version ? $"spacy {version}" : null;
        architecture.Languages = root.String("lang") is { } language ? [language] : null;
        architecture.Tags = root.Strings("pipeline").ToList() is { Count: > 0 } pipeline ? pipeline : null;
        facts.License = root.String("license");
        facts.Training.Author = root.String("author");
        facts.Source.Revision = root.String("version");
        foreach (string requirement in root.Strings("requirements").Concat(root.String("spacy_version") is { } spacy ? [$"spacy{spacy}"] : []))
        {
            if (Python.Requirement.Parse(requirement) is { } parsed)
            {
                Add(facts, parsed);
            }
        }

        Sources(facts, root);
        LineageFiles.Guard(path, Expected, () =>
        {
            Flattening.Flatten(root["performance"] ?? root["accuracy"], (metric, value) => Plain.PlainImporter.Add(facts, true, metric, value));
            return 0;
        });
        foreach (string tag in (string[])["url", "spacy_git_version", "parent_package"])
        {
            if (root.String(tag) is { } text)
            {
                (facts.Source.Tags ??= new(StringComparer.Ordinal))[tag] = text;
            }
        }
    }

    private static void Add(ImportedFacts facts, Python.Requirement requirement)
    {
        if (requirement.Version is { } version)
        {
            facts.AddPackage(Python.PythonPackages.PyPI, requirement.Name, version);
        }
        else
        {
            facts.AddUnpinned(Python.PythonPackages.PyPI, requirement.Name, requirement.Text);
        }
    }

    /// <summary>What it was trained on: names, or, since spaCy 3, with address, licence and author.</summary>
    private static void Sources(ImportedFacts facts, DataNode root)
    {
        foreach (DataNode item in root["sources"]?.Items ?? [])
        {
            if ((item.IsScalar ? item.Text : item.String("name")) is { Length: > 0 } name)
            {
                facts.Data.Add(new ModelDataset { Name = name, Role = "training", Uri = item.String("url"), License = item.String("license"), Provenance = item.String("author") });
            }
        }
    }
}
