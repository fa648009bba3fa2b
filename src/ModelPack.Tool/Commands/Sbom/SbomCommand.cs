using System.CommandLine;
using System.Text.Json;
using ModelPack.Core.Attestations;
using ModelPack.Core.Manifests;
using ModelPack.Core.Packages;
using ModelPack.Core.Packing;
using ModelPack.Feeds;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Output;
using ModelPack.Tool.Targets;

namespace ModelPack.Tool.Commands.Sbom;

/// <summary><c>sbom</c>: the bill of materials of a model, or the statement of how it was made.</summary>
internal static class SbomCommand
{
    private const string CycloneDx = "cyclonedx";
    private const string InToto = "intoto";

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> what = new("what") { Description = TargetReader.Description };
        Option<string> format = new("--format", "-f") { Description = $"{CycloneDx}: CycloneDX 1.6 ML-BOM. {InToto}: in-toto statement with SLSA provenance.", DefaultValueFactory = _ => CycloneDx };
        format.AcceptOnlyFromAmong(CycloneDx, InToto);
        Option<string?> file = new("--output", "-o") { Description = "Write to this file instead of standard output.", HelpName = "file" };
        Option<string?> model = new("--model") { Description = "The model, by id or slot, where a service has several.", HelpName = "id" };
        Command command = new("sbom", "Write the bill of materials (SBOM) of a model, or the provenance of its training.") { what, format, file, model };
        FeedArguments feeds = new(command);
        command.Runs(async (result, output, cancellationToken) =>
        {
            PackageLocator packages = feeds.Packages(result, output);
            TargetReader reader = new(packages, feeds.Build(result, packages.Context), fetchPayloads: false, output);
            using TargetModels models = await reader.OpenAsync(result.GetValue(what)!, cancellationToken);
            byte[] document = Document(Select(models, result.GetValue(model)), result.GetValue(format) == CycloneDx, output);
            if (result.GetValue(file) is { } path)
            {
                OutputFile.Write(path, document);
            }
            else
            {
                ToolOutput.Raw(document);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>The document that the package has; else what a pack writes of the same manifest.</summary>
    private static byte[] Document(TargetModel model, bool cycloneDx, ToolOutput output)
    {
        string path = cycloneDx ? PackageLayout.Sbom : PackageLayout.Provenance;
        if (model.Content is { } content)
        {
            if (PackageEvidence.ReadDocument(content, path) is { } packed)
            {
                if (!packed.Span.SequenceEqual(Write(model.Manifest, cycloneDx)))
                {
                    // Another version of ModelPack may write another document; this one would have written these bytes.
                    if (model.Manifest.ToolVersion == ModelPackVersion.Text || !IsJson(packed))
                    {
                        throw ToolProblems.NotOfManifest(model.Place, path);
                    }

                    output.Note($"'{path}' is not what this manifest gives: ModelPack {model.Manifest.ToolVersion} wrote it, or it was edited.");
                }

                return packed.ToArray();
            }

            output.Note($"The package has no '{path}'; this one is made of its manifest.");
        }

        return Write(model.Manifest, cycloneDx);
    }

    private static bool IsJson(ReadOnlyMemory<byte> document)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(document);
            return json.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static byte[] Write(ModelManifest manifest, bool cycloneDx) => cycloneDx ? CycloneDxBom.Write(manifest) : ProvenanceStatement.Write(manifest);

    private static TargetModel Select(TargetModels models, string? name)
    {
        TargetModel[] found = [.. models.All.Where(model => name is null
            || model.Manifest.Id.Equals(name, StringComparison.OrdinalIgnoreCase)
            || Path.GetFileName(model.Place).Equals(name, StringComparison.OrdinalIgnoreCase))];
        return found.Length == 1 ? found[0]
            : throw ToolProblems.BadArgument($"{(found.Length == 0 ? $"There is no model '{name}'" : "There are several models")}: name one of {string.Join(", ", models.All.Select(model => model.Manifest.Id))} with --model.");
    }
}
