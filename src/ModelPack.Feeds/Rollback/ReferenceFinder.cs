using System.Text.RegularExpressions;
using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Diagnostics;
using NuGet.Versioning;

namespace ModelPack.Feeds.Rollback;

/// <summary>
/// Finds where the version of a package reference stands: on the reference, in its <c>VersionOverride</c>, in <c>Directory.Packages.props</c>, or in a property that
/// one of these names. What cannot be told without doubt is an error that names the places.
/// </summary>
internal sealed partial class ReferenceFinder(IReadOnlyList<MarkupFile> files, string id)
{
    private const int MaximumSteps = 5;

    private static readonly string[] Specifications = ["Include", "Update", "Remove"];

    /// <summary>Finds it for a project.</summary>
    /// <exception cref="ModelPackException">There is no reference (MP5072), several or a conditional one (MP5073), or one that cannot be changed (MP5074).</exception>
    public static ReferencePlace Find(string project, string id)
    {
        string file = ProjectFiles.Find(project);
        return new ReferenceFinder(ProjectFiles.Read(file), id).Find(file);
    }

    private ReferencePlace Find(string project)
    {
        List<Item> items = [.. files.SelectMany(Items)];
        List<Item> references = [.. items.Where(item => item.Element.Name is "PackageReference" or "GlobalPackageReference" && item.Element.Attribute("Remove") is null)];
        if (references.Count == 0)
        {
            throw FeedProblems.Fail(
                FeedDiagnosticCodes.ReferenceNotFound,
                $"'{project}' does not reference '{id}', nor does a file that applies to it. Name the project that has the reference: one that comes through a library is changed there.",
                file: project);
        }

        List<Candidate> candidates = Of(references, "VersionOverride");
        candidates = candidates.Count > 0 ? candidates : Of(references, "Version");
        candidates = candidates.Count > 0 ? candidates : Of(items.Where(item => item.Element.Name == "PackageVersion"), "Version");
        if (candidates.Count == 0)
        {
            throw NotEditable(references[0].File, references[0].Element.Start, "has no version in the files that were looked at");
        }

        Candidate one = Single(candidates, $"The version of '{id}'");
        return Resolve(one, 0);
    }

    private ReferencePlace Resolve(Candidate candidate, int steps)
    {
        string value = candidate.Value.Value.Trim();
        string inner = value.StartsWith('[') && value.EndsWith(']') && !value.Contains(',', StringComparison.Ordinal) ? value[1..^1].Trim() : value;
        if (Property().Match(inner) is { Success: true } property)
        {
            return steps == MaximumSteps
                ? throw NotEditable(candidate.File, candidate.Value.Start, "is named by properties that name each other")
                : Resolve(Definition(candidate, property.Groups[1].Value), steps + 1);
        }

        return inner.Contains('$', StringComparison.Ordinal) ? throw NotEditable(candidate.File, candidate.Value.Start, $"is computed: '{value}'")
            : inner.Contains('*', StringComparison.Ordinal) ? throw NotEditable(candidate.File, candidate.Value.Start, $"is floating: '{value}'. The next restore takes the newest version by itself, unless a lock file keeps it")
            : NuGetVersion.TryParse(inner, out _) ? new ReferencePlace(candidate.File, candidate.Value, inner)
            : throw NotEditable(candidate.File, candidate.Value.Start, $"is '{value}', which is no single version");
    }

    private Candidate Definition(Candidate from, string name)
    {
        List<Candidate> definitions = [.. files.SelectMany(file => file.Root.All()
            .Where(element => element.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && element.Parent?.Name == "PropertyGroup")
            .Select(element => new Candidate(file, element, element.Content ?? new MarkupValue(name, "", element.Start, 0))))];
        if (definitions.Count == 0)
        {
            throw NotEditable(from.File, from.Value.Start, $"is the property '$({name})', which none of the files that were looked at sets");
        }

        string[] users = [.. files.SelectMany(file => Uses(file, name)).Where(use => use.Position != (from.File, from.Value.Start)).Select(use => Place(use.Position.File, use.Position.Start)).Distinct(StringComparer.Ordinal)];
        return users.Length > 0
            ? throw Ambiguous($"The version of '{id}' is the property '$({name})', which is used elsewhere too: {string.Join(", ", users)}. Give the reference a version of its own", definitions[0])
            : Single(definitions, $"The property '$({name})', the version of '{id}',", name);
    }

    /// <summary>Other places whose value depends on a property; a default for itself is none.</summary>
    private static IEnumerable<((MarkupFile File, int Start) Position, string Name)> Uses(MarkupFile file, string name) => file.Root.All()
        .SelectMany(element => element.Attributes
            .Where(attribute => attribute.Name != "Condition" || !element.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Concat(element.Content is { } content ? [content] : []))
        .Where(value => value.Value.Contains($"$({name})", StringComparison.OrdinalIgnoreCase))
        .Select(value => ((file, value.Start), name));

    private static Candidate Single(List<Candidate> candidates, string what, string? property = null)
    {
        if (candidates.Count > 1)
        {
            throw Ambiguous($"{what} stands in {candidates.Count} places: {string.Join(", ", candidates.Select(candidate => Place(candidate.File, candidate.Value.Start)))}", candidates[0]);
        }

        Candidate one = candidates[0];
        return IsConditional(one.Element, property)
            ? throw Ambiguous($"{what} stands under a condition, at {Place(one.File, one.Value.Start)}", one)
            : one;
    }

    private static bool IsConditional(MarkupElement element, string? property) => element.Path().Any(around =>
        around.Name is "When" or "Otherwise" or "Target"
        || (around.Attribute("Condition")?.Value is { } condition && !IsDefault(condition, around == element ? property : null)));

    // <X Condition="'$(X)' == ''"> is how a default is set; with one place it is the value.
    private static bool IsDefault(string condition, string? property) =>
        property is not null && condition.Replace(" ", "", StringComparison.Ordinal).Replace("\"", "'", StringComparison.Ordinal).Equals($"'$({property})'==''", StringComparison.OrdinalIgnoreCase);

    private static List<Candidate> Of(IEnumerable<Item> items, string metadata) =>
        [.. items.Select(item => item.Element.Metadata(metadata) is { } found ? new Candidate(item.File, found.Element, found.Value) : null).OfType<Candidate>()];

    private IEnumerable<Item> Items(MarkupFile file)
    {
        foreach (MarkupElement element in file.Root.All().Where(element => element.Name is "PackageReference" or "PackageVersion" or "GlobalPackageReference"))
        {
            string[] names = [.. Specifications.Select(name => element.Attribute(name)?.Value).OfType<string>().SelectMany(value => value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
            if (names.Contains(id, StringComparer.OrdinalIgnoreCase))
            {
                yield return names.Length > 1 && element.Metadata("Version") is not null
                    ? throw NotEditable(file, element.Start, $"is one for several packages: {string.Join(", ", names)}")
                    : new Item(file, element);
            }
        }
    }

    private ModelPackException NotEditable(MarkupFile file, int position, string rest) => FeedProblems.Fail(
        FeedDiagnosticCodes.ReferenceNotEditable,
        $"The version of '{id}' at {Place(file, position)} {rest}. Change it by hand, then run 'dotnet restore'.",
        file: file.Text.Path);

    private static ModelPackException Ambiguous(string what, Candidate place) => FeedProblems.Fail(
        FeedDiagnosticCodes.ReferenceAmbiguous, $"{what}. Change what is right by hand, then run 'dotnet restore'.", file: place.File.Text.Path);

    private static string Place(MarkupFile file, int position) => $"{file.Text.Path}({file.Text.LineOf(position)})";

    [GeneratedRegex(@"^\$\(\s*([A-Za-z_][A-Za-z0-9_\-]*)\s*\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Property();

    private sealed record Item(MarkupFile File, MarkupElement Element);

    private sealed record Candidate(MarkupFile File, MarkupElement Element, MarkupValue Value);
}
