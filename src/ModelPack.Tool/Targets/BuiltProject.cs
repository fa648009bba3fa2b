using System.Text.Json;

namespace ModelPack.Tool.Targets;

/// <summary>What <c>dotnet msbuild -getTargetResult -getProperty</c> answers of a model project.</summary>
/// <param name="StateFolder">Where its build leaves the manifest.</param>
/// <param name="Properties">The properties that were asked for.</param>
internal sealed record BuiltProject(string StateFolder, IReadOnlyDictionary<string, string> Properties)
{
    /// <summary>Reads an answer.</summary>
    /// <param name="project">The project, for messages.</param>
    /// <param name="answer">What was written to standard output.</param>
    /// <param name="target">The target that was run.</param>
    /// <returns><see langword="null"/> where the project has no model.</returns>
    /// <exception cref="Core.Diagnostics.ModelPackException">It is no such answer (MP5101).</exception>
    public static BuiltProject? Read(string project, string answer, string target)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(answer);
            string? folder = document.RootElement.GetProperty("TargetResults").GetProperty(target).GetProperty("Items").EnumerateArray()
                .Select(item => Path.GetDirectoryName(item.GetProperty("ModelPackManifest").GetString()))
                .FirstOrDefault();
            return folder is null ? null : new BuiltProject(
                folder,
                document.RootElement.GetProperty(nameof(Properties)).EnumerateObject().ToDictionary(property => property.Name, property => property.Value.GetString() ?? "", StringComparer.OrdinalIgnoreCase));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw ToolProblems.ProjectFails(project, "what 'dotnet msbuild' answers is not understood; it may print more than was asked for.", exception);
        }
    }

    /// <summary>Whether a property switches something off.</summary>
    public bool IsFalse(string name) => Properties.TryGetValue(name, out string? value) && value.Equals("false", StringComparison.OrdinalIgnoreCase);
}
