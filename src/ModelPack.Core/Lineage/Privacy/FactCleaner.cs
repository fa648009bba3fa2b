namespace ModelPack.Core.Lineage.Privacy;

/// <summary>The one place that everything that was imported goes through before it may be written: secrets are masked, personal data is left out.</summary>
/// <param name="keepPersonalData">Whether personal data is kept.</param>
internal sealed class FactCleaner(bool keepPersonalData) : SecretCleaner
{
    /// <summary>Cleans facts in place.</summary>
    public void Clean(ImportedFacts facts)
    {
        Settings(facts.Hyperparameters, "hyperparameter");
        Settings(facts.TrainingArguments, "training argument");
        facts.Metrics.ForEach(metric =>
        {
            metric.Name = Text(metric.Name, "a metric's name")!;
            metric.Dataset = Text(metric.Dataset, "a metric's data set");
            metric.Split = Text(metric.Split, "a metric's split");
        });
        facts.Data.ForEach(Dataset);
        Code(facts.Code);
        Environment(facts.Environment);
        facts.Training.Author = Author(facts.Training.Author);
        facts.Training.Compute = Text(facts.Training.Compute, "the compute");
        Each(facts.Training.Experiments, "the experiment's address");
        Architecture(facts.Architecture);
        facts.License = Text(facts.License, "the licence");
        facts.Pipeline.ForEach(Stage);
        facts.Prompts.ForEach(prompt =>
        {
            prompt.Path = Text(prompt.Path, "a prompt's address")!;
            prompt.Text = Text(prompt.Text, $"prompt '{prompt.Path}'");
        });
        facts.Registry.ForEach(Registration);
        facts.BaseModels.ForEach(model =>
        {
            model.Name = Text(model.Name, "the base model's name")!;
            model.Revision = Text(model.Revision, "the base model's revision");
            model.Uri = Text(model.Uri, "the base model's address");
        });
        Source(facts.Source);
    }

    private void Source(ModelLineageSource source)
    {
        source.Run = Text(source.Run, "the run's id");
        source.RunName = Text(source.RunName, "the run's name");
        source.Experiment = Text(source.Experiment, "the experiment's name");
        source.Status = Text(source.Status, "the run's status");
        source.Tool = Text(source.Tool, "the tool's version");
        source.Repository = Text(source.Repository, "the repository's address");
        source.Revision = Text(source.Revision, "the revision");
        Each(source.Missing, "the name of a missing file");
        foreach ((string name, string value) in source.Tags?.ToList() ?? [])
        {
            Rename(source.Tags!, name, Text(value, $"tag '{name}'", name)!, "a tag's name");
        }
    }

    private void Registration(ModelRegistration entry)
    {
        entry.Name = Text(entry.Name, "a registered model's name")!;
        entry.Version = Text(entry.Version, "a registered model's version");
        Each(entry.Stages, "a registered model's stage");
        Each(entry.Aliases, "a registered model's alias");
        entry.Actor = Author(entry.Actor);
        entry.Description = Text(entry.Description, $"the description of '{entry.Name}'");
    }

    private void Architecture(ModelArchitecture architecture)
    {
        const string Place = "the architecture";
        architecture.Name = Text(architecture.Name, Place);
        architecture.Family = Text(architecture.Family, Place);
        architecture.Task = Text(architecture.Task, Place);
        architecture.Framework = Text(architecture.Framework, Place);
        architecture.ParameterSize = Text(architecture.ParameterSize, Place);
        architecture.Precision = Text(architecture.Precision, Place);
        architecture.Quantization = Text(architecture.Quantization, Place);
        Each(architecture.Languages, Place);
        Each(architecture.Tags, Place);
    }

    private void Dataset(ModelDataset data)
    {
        data.Name = Text(data.Name, "a data set's name")!;
        string place = $"data set '{data.Name}'";
        data.Role = Text(data.Role, place);
        data.Uri = Text(data.Uri, place);
        data.Version = Text(data.Version, place);
        data.Digest = Text(data.Digest, place);
        data.License = Text(data.License, place);
        data.Description = Text(data.Description, place);
        data.Provenance = Text(data.Provenance, place);
        data.Statistics = Text(data.Statistics, place);
    }

    private void Code(ModelCode code)
    {
        code.Repository = Text(code.Repository, "the repository's address");
        code.Commit = Text(code.Commit, "the commit");
        code.Branch = Text(code.Branch, "the branch");
        code.Tag = Text(code.Tag, "the repository's tag");
        code.TrainingEntryPoint = Text(code.TrainingEntryPoint, "the entry point");
        Each(code.DirtyFiles, "the name of a changed file");
        References(code.Files, "the name of a source file");
    }

    private void Stage(ModelPipelineStage stage)
    {
        stage.Name = Text(stage.Name, "a stage's name")!;
        string place = $"stage '{stage.Name}'";
        Each(stage.Commands, place);
        References(stage.Inputs, place);
        References(stage.Outputs, place);
    }

    private void References(List<ModelReference>? references, string place) => references?.ForEach(file =>
    {
        file.Path = Text(file.Path, place)!;
        file.Digest = Text(file.Digest, place);
    });

    private void Environment(ModelEnvironment environment)
    {
        environment.Language = Text(environment.Language, "the language");
        environment.OperatingSystem = Text(environment.OperatingSystem, "the operating system");
        foreach (SortedDictionary<string, string> packages in (environment.Packages?.Values ?? Enumerable.Empty<SortedDictionary<string, string>>()).Concat(environment.Unpinned?.Values ?? Enumerable.Empty<SortedDictionary<string, string>>()))
        {
            // Lock files have hundreds of thousands; a version by itself is no secret.
            foreach ((string name, string version) in packages.Where(package => IsAddress(package.Key) || IsAddress(package.Value)).ToList())
            {
                Rename(packages, name, Text(version, "a package's address")!, "a package's address");
            }
        }
    }

    private static bool IsAddress(string text) => text.AsSpan().IndexOfAny('/', '@', '=') >= 0;

    /// <summary>A person's name stays, for the question who trained the model has to be answered; an address goes.</summary>
    private string? Author(string? author) => author is null || (!keepPersonalData && PersonalData.IsMail(author)) ? null : Text(keepPersonalData ? author : PersonalData.Name(author), "the author");

    /// <inheritdoc/>
    protected override string Shown(string text) => keepPersonalData ? text : PersonalData.Without(text);
}
