using System.Globalization;
using System.Text;

namespace ModelPack.Core.Packing;

/// <summary>A readme for a package whose author wrote no model card: what the model is, its signature, its quality, how to use it.</summary>
public static class GeneratedReadme
{
    private const int ListedFiles = 40;

    /// <summary>The Markdown text.</summary>
    /// <param name="manifest">The manifest.</param>
    public static string Text(ModelManifest manifest)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"# {manifest.Id}\n\n");
        text.Append(manifest.Description is { Length: > 0 } description ? description : $"A machine-learning model, packed with ModelPack.").Append("\n\n");
        text.Append(CultureInfo.InvariantCulture, $"| | |\n|---|---|\n| Version | {manifest.Version} |\n| Digest | `{manifest.Digest}` |\n");
        Row(text, "License", manifest.License);
        Row(text, "Intended use", manifest.IntendedUse);
        Row(text, "Out of scope", manifest.OutOfScopeUse);
        Row(text, "Limitations", manifest.Limitations);
        Row(text, "Trained by", manifest.Training?.Author);
        Row(text, "Training data", manifest.Data is null ? null : string.Join(", ", manifest.Data.Select(data => data.Version is null ? data.Name : $"{data.Name} {data.Version}")));
        Row(text, "Commit", manifest.Code?.Commit);

        foreach (ModelEntry model in manifest.Models)
        {
            Signature(text, model, manifest.Models.Count > 1);
        }

        if (manifest.Metrics is { } metrics)
        {
            text.Append("\n## Metrics\n\n| Metric | Value | Data |\n|---|---:|---|\n");
            foreach (ModelMetric metric in metrics)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {Cell(metric.Name)} | {metric.Value} | {Cell(string.Join(" ", new[] { metric.Dataset, metric.Split }.Where(part => part is not null)))} |\n");
            }
        }

        Endpoints(text, manifest);
        Files(text, manifest);
        text.Append(Usage(manifest)).Append(Opening(manifest)).Append("```\n\nTo roll back, lower the version number.\n");
        return text.ToString();
    }

    private static string Usage(ModelManifest manifest) => $$"""

        ## Use it

        ```xml
        <PackageReference Include="{{manifest.Id}}" Version="{{manifest.Version}}" />
        ```

        `dotnet build` puts the files into `models/{{manifest.Id}}/` of the output; at run time:

        ```csharp
        ModelPackage model = ModelPackage.Load("{{manifest.Id}}");
        Console.WriteLine($"{model.Id} {model.Version} {model.Digest}");
        """.ReplaceLineEndings("\n");

    /// <summary>How to get at the primary model, else at the first model or file.</summary>
    private static string Opening(ModelManifest manifest) => manifest.PrimaryModel is not null
        ? "\nstring path = model.GetPrimaryModelPath();\n"
        : (manifest.Models.FirstOrDefault()?.File ?? manifest.Files.FirstOrDefault(file => file.Materialize)?.Path) is { } file
            ? $"\nstring path = model.GetFile(\"{file}\");\n"
            : "\n";

    private static void Endpoints(StringBuilder text, ModelManifest manifest)
    {
        if (manifest.Endpoints is { } endpoints)
        {
            text.Append("\n## Hosted models\n\n| Name | Provider | Snapshot | Parameters |\n|---|---|---|---|\n");
            foreach (ModelEndpoint endpoint in endpoints)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {Cell(endpoint.Name)} | {Cell(endpoint.Provider)} | {Cell(endpoint.Snapshot)} | {Cell(endpoint.Parameters)} |\n");
            }
        }
    }

    private static void Files(StringBuilder text, ModelManifest manifest)
    {
        if (manifest.Files.Count > 0)
        {
            text.Append("\n## Files\n\n| Path | Role | Size |\n|---|---|---:|\n");
            foreach (ModelFile file in manifest.Files.Take(ListedFiles))
            {
                text.Append(CultureInfo.InvariantCulture, $"| `{Cell(file.Path)}` | {file.Role} | {ByteSizes.Text(file.Size)} |\n");
            }

            if (manifest.Files.Count > ListedFiles)
            {
                text.Append(CultureInfo.InvariantCulture, $"\nand {manifest.Files.Count - ListedFiles} more.\n");
            }
        }
    }

    private static void Row(StringBuilder text, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {Cell(value)} |\n");
        }
    }

    private static void Signature(StringBuilder text, ModelEntry model, bool several)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## `{model.File}`\n\n");
        if (several)
        {
            text.Append(CultureInfo.InvariantCulture, $"Role: {Cell(model.Role)}{(model.Primary ? ", the primary model" : "")}.\n\n");
        }

        foreach (ModelValidation validation in model.Validations?.Where(validation => validation.Runtime.Length > 0) ?? [])
        {
            string how = validation.Outcome switch
            {
                ModelValidationOutcomes.Matches => string.Create(CultureInfo.InvariantCulture, $"reproduces {validation.Samples} golden {(validation.Samples == 1 ? "sample" : "samples")}"),
                ModelValidationOutcomes.Runs => "loads and runs",
                ModelValidationOutcomes.Loads => "loads",
                _ => "was not validated",
            };
            text.Append(CultureInfo.InvariantCulture, $"It {how} in ONNX Runtime {validation.Runtime} ({validation.ExecutionProvider}).\n\n");
        }

        if (model.Signature is not { } signature)
        {
            return;
        }

        text.Append("| | Name | Type |\n|---|---|---|\n");
        foreach ((string side, ModelValue value) in signature.Inputs.Select(value => ("Input", value)).Concat(signature.Outputs.Select(value => ("Output", value))))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {side} | `{Cell(value.Name)}` | `{Cell(TypeNames.Of(value.Inferred ?? value.Type))}` |\n");
        }
    }

    private static string Cell(string? text) => (text ?? "").ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);
}
