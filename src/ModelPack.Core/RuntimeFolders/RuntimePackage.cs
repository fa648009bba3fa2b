using System.Text.Json;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Inputs;

namespace ModelPack.Core.RuntimeFolders;

/// <summary>
/// A model package of ONNX Runtime: a folder with <c>manifest.json</c>, components and their variants. Everything that it names must be packed.
/// Source of the format: <c>model_package/README.md</c> and <c>onnxruntime/core/session/model_package/README.md</c> of ONNX Runtime.
/// </summary>
internal sealed class RuntimePackage
{
    /// <summary>The name of the manifest; other programs use it, too.</summary>
    public const string ManifestName = "manifest.json";

    private readonly InputFile manifest;
    private readonly PackedPaths paths;
    private readonly ICollection<Problem> problems;
    private readonly string root;
    private readonly Dictionary<string, string> assets = new(StringComparer.Ordinal);

    private RuntimePackage(InputFile manifest, PackedPaths paths, ICollection<Problem> problems)
    {
        this.manifest = manifest;
        this.paths = paths;
        this.problems = problems;
        root = PackedPaths.FolderOf(manifest.TargetPath);
    }

    /// <summary>Checks a folder, where its manifest is that of a model package.</summary>
    /// <param name="manifest">The packed manifest.</param>
    /// <param name="paths">The packed files.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <exception cref="ModelPackException">A file of it is no JSON (MP2115), or cannot be read.</exception>
    public static void Check(InputFile manifest, PackedPaths paths, ICollection<Problem> problems) => SmallJson.Use(manifest.FullPath, document =>
    {
        if (document.ValueKind == JsonValueKind.Object && document.TryGetProperty("schema_version", out _) && document.TryGetProperty("components", out JsonElement components))
        {
            new RuntimePackage(manifest, paths, problems).Check(document, components);
        }
    });

    private void Check(JsonElement document, JsonElement components)
    {
        if (SmallJson.Text(document, "layout") is { } layout && layout != "portable")
        {
            Invalid(manifest, $"its layout is '{layout}', and only a portable one can be packed");
        }

        if (document.TryGetProperty("shared_assets", out JsonElement shared) && shared.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty asset in shared.EnumerateObject().Where(asset => asset.Value.ValueKind == JsonValueKind.String))
            {
                if (Resolve(manifest, root, asset.Value.GetString()!, $"shared_assets.{asset.Name}", paths.HasFolder) is { } place)
                {
                    assets[asset.Name] = place;
                }
            }
        }

        if (components.ValueKind != JsonValueKind.Object || !components.EnumerateObject().Any())
        {
            Invalid(manifest, "its components are no object with at least one of them");
            return;
        }

        foreach (JsonProperty component in components.EnumerateObject())
        {
            CheckComponent(component);
        }
    }

    private void CheckComponent(JsonProperty component)
    {
        string place = $"components.{component.Name}";
        if (component.Value.ValueKind == JsonValueKind.Object)
        {
            CheckVariants(manifest, root, component.Value, place + ".");
        }
        else if (component.Value.ValueKind != JsonValueKind.String)
        {
            Invalid(manifest, $"{place} is neither a path nor a component");
        }
        else if (Resolve(manifest, root, component.Value.GetString()!, place, paths.Has) is { } path)
        {
            string file = paths.Find(path) is null ? $"{path}/component.json".TrimStart('/') : path;
            if (paths.Find(file) is not { } found)
            {
                Missing(manifest, file, place);
                return;
            }

            SmallJson.Use(found.FullPath, body => CheckVariants(found, PackedPaths.FolderOf(found.TargetPath), body, ""));
        }
    }

    private void CheckVariants(InputFile source, string folder, JsonElement component, string place)
    {
        if (component.ValueKind != JsonValueKind.Object || !component.TryGetProperty("variants", out JsonElement variants) || variants.ValueKind != JsonValueKind.Object)
        {
            Invalid(source, $"{place}variants is no object");
            return;
        }

        foreach (JsonProperty variant in variants.EnumerateObject())
        {
            string own = $"{place}variants.{variant.Name}";
            if (variant.Value.ValueKind != JsonValueKind.Object)
            {
                Invalid(source, $"{own} is no object");
                continue;
            }

            string directory = SmallJson.Text(variant.Value, "variant_directory") ?? variant.Name;
            if (Resolve(source, folder, directory, own + ".variant_directory", paths.HasFolder) is { } variantFolder
                && variant.Value.TryGetProperty("executor_info", out JsonElement executors) && executors.ValueKind == JsonValueKind.Object)
            {
                CheckExecutors(source, variantFolder, executors, own);
            }
        }
    }

    private void CheckExecutors(InputFile source, string folder, JsonElement executors, string place)
    {
        foreach (JsonProperty executor in executors.EnumerateObject())
        {
            string own = $"{place}.executor_info.{executor.Name}";
            bool runtime = executor.NameEquals("ort");
            if (executor.Value.ValueKind == JsonValueKind.String)
            {
                if (Resolve(source, folder, executor.Value.GetString()!, own, path => paths.Find(path) is not null) is { } path && runtime && paths.Find(path) is { } file)
                {
                    SmallJson.Use(file.FullPath, body => CheckRuntimeInfo(file, folder, body, ""));
                }
            }
            else if (runtime)
            {
                CheckRuntimeInfo(source, folder, executor.Value, own + ".");
            }
        }
    }

    private void CheckRuntimeInfo(InputFile source, string folder, JsonElement info, string place)
    {
        if (SmallJson.Text(info, "model_file") is { } model)
        {
            Resolve(source, folder, model, place + "model_file", path => paths.Find(path) is not null);
        }

        if (info.ValueKind == JsonValueKind.Object && info.TryGetProperty("session_options", out JsonElement options))
        {
            foreach (string option in (string[])["session.model_external_initializers_file_folder_path", "ep.context_file_path"])
            {
                if (SmallJson.Text(options, option) is { } value)
                {
                    Resolve(source, folder, value, $"{place}session_options.{option}", paths.Has);
                }
            }
        }
    }

    /// <summary>The path that a reference names; <see langword="null"/> after a problem, and for shared assets.</summary>
    private string? Resolve(InputFile source, string folder, string reference, string place, Func<string, bool> exists)
    {
        if (SharedAssets.Is(reference))
        {
            if (!SharedAssets.Has(paths, root, reference, assets))
            {
                Missing(source, reference, place);
            }

            return null;
        }

        if (PackedPaths.Combine(folder, reference) is not { } path || reference.Split('/', '\\').Contains(".."))
        {
            Invalid(source, $"{place} is '{reference}', which is no path below the folder");
            return null;
        }

        if (!exists(path))
        {
            Missing(source, path, place);
            return null;
        }

        return path;
    }

    private void Missing(InputFile source, string path, string place) => problems.Add(new Problem(
        DiagnosticCodes.RuntimePackageFileMissing,
        $"'{source.TargetPath}' names '{path}' ({place}), which is not among the packed files. Put the file there and include it as an item, or correct the name.",
        source.FullPath));

    private void Invalid(InputFile source, string what) => problems.Add(new Problem(
        DiagnosticCodes.RuntimePackageInvalid,
        $"'{source.TargetPath}' describes no usable model package of ONNX Runtime: {what}. Correct it, or make the package again.",
        source.FullPath));
}
