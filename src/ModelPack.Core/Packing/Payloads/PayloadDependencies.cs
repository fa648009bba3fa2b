using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelPack.Core.Content;
using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Packing.Payloads;

/// <summary>
/// Makes stock pack write a dependency on each payload package. It takes dependencies from the project's assets file only, and payload packages are
/// not known when that is written: so it gets a copy that has them.
/// </summary>
public static class PayloadDependencies
{
    /// <summary>The name that stock pack looks for.</summary>
    public const string AssetsFileName = "project.assets.json";

    private const string Runtime = "ModelPack.Runtime";

    /// <summary>Writes the copy, where it changed.</summary>
    /// <param name="stateFolder">The folder that the build wrote to.</param>
    /// <param name="assetsFile">The project's assets file.</param>
    /// <returns>The copy's folder; <see langword="null"/> where the package has no payloads.</returns>
    /// <exception cref="ModelPackException">The assets file cannot be used, or the copy not be written.</exception>
    public static string? Write(string stateFolder, string assetsFile)
    {
        string folder = Path.Combine(stateFolder, "assets");
        try
        {
            if (ModelManifest.Load(StageFolder.ManifestOf(stateFolder)).Payloads is not { Count: > 0 } payloads)
            {
                return null;
            }

            AtomicFile.WriteIfChanged(Path.Combine(folder, AssetsFileName), Encoding.UTF8.GetBytes(WithDependencies(File.ReadAllBytes(assetsFile), payloads)));
            return folder;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or InvalidDataException)
        {
            throw new ModelPackException(new Problem(DiagnosticCodes.IncompletePackage, $"The dependencies of the package cannot be written: {exception.Message} Run 'dotnet restore' and pack again.", assetsFile), exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelPackException(new Problem(DiagnosticCodes.CannotWrite, $"The dependencies of the package cannot be written: {exception.Message} Free space on the disk, or give the user that builds the right to write.", folder), exception);
        }
    }

    /// <summary>An assets file with a dependency on each payload in every framework that gets the model: those that depend on ModelPack.Runtime, else all.</summary>
    internal static string WithDependencies(ReadOnlySpan<byte> assets, IReadOnlyList<ModelPayload> payloads)
    {
        JsonObject root = JsonNode.Parse(assets)!.AsObject();
        JsonObject[] frameworks = root["project"]?["frameworks"]?.AsObject().Select(framework => framework.Value!.AsObject()).ToArray() is { Length: > 0 } found
            ? found
            : throw new InvalidDataException("The project's assets file names no framework.");
        JsonObject[] withRuntime = [.. frameworks.Where(framework => framework["dependencies"] is JsonObject dependencies && dependencies.Any(dependency => dependency.Key.Equals(Runtime, StringComparison.OrdinalIgnoreCase)))];
        foreach (JsonObject framework in withRuntime.Length > 0 ? withRuntime : frameworks)
        {
            if (framework["dependencies"] is not JsonObject dependencies)
            {
                framework["dependencies"] = dependencies = [];
            }

            foreach (ModelPayload payload in payloads)
            {
                dependencies[payload.Id] = new JsonObject { ["target"] = "Package", ["version"] = $"[{payload.Version}]" };
            }
        }

        return root.ToJsonString();
    }
}
