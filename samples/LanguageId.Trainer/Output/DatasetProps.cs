using System.Globalization;
using System.Xml.Linq;
using LanguageId.Trainer.Data;

namespace LanguageId.Trainer.Output;

/// <summary>The data of the training as items of the model project: what it was, and a digest that proves it.</summary>
internal static class DatasetProps
{
    /// <summary>The MSBuild file that the model project imports.</summary>
    public static string Create(TrainingResult result)
    {
        XElement project = new("Project",
            new XComment(" Written by LanguageId.Trainer. "),
            new XElement("ItemGroup",
                Dataset(result, "training", result.Corpus.Training),
                Dataset(result, "evaluation", result.Corpus.Evaluation)));
        return project.ToString().ReplaceLineEndings("\n") + "\n";
    }

    private static XElement Dataset(TrainingResult result, string role, IReadOnlyList<LabeledText> texts) => new("ModelDataset",
        new XAttribute("Include", "dotnet-sdk-strings-" + role),
        new XElement("Role", role),
        new XElement("Version", result.SdkVersion),
        new XElement("Digest", Corpus.Digest(texts)),
        new XElement("PreprocessingVersion", TextCleaner.Version),
        new XElement("Identifier", $"pkg:github/dotnet/sdk@v{result.SdkVersion}"),
        new XElement("Uri", "https://dotnet.microsoft.com/download"),
        new XElement("Description", "Clauses of the user interface strings of the .NET SDK, labelled with their language."),
        new XElement("Content", "text"),
        new XElement("License", "MIT"),
        new XElement("Owner", ".NET Foundation and contributors"),
        new XElement("Sensitivity", "none"),
        new XElement("Provenance", $"Satellite and main assemblies of .NET SDK {result.SdkVersion}, read by LanguageId.Trainer; split by a hash of the text."),
        new XElement("Statistics", string.Create(CultureInfo.InvariantCulture, $"texts={texts.Count}, languages={Languages.All.Count}")));
}
