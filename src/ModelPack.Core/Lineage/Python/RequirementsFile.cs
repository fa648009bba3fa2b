using System.Text;
using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Lineage.Python;

/// <summary>
/// Reads requirements files: with continued lines, comments, hashes, markers, and what they include. Constraints fix the version of what is required
/// elsewhere. Source: pip's "Requirements File Format".
/// </summary>
internal sealed class RequirementsFile(LineageSource source, ImportedFacts facts)
{
    private const string Expected = "a requirements file";
    private const int MaximumFiles = 50;

    /// <summary>A line that is continued further than any tool writes it.</summary>
    private const int MaximumLine = 1 << 20;

    private const int LongestRequirement = 500;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _constraints = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _open = new(StringComparer.Ordinal);

    /// <summary>Reads a file and what it includes.</summary>
    public void Read(string path)
    {
        Read(path, isConstraint: false);
        Finish();
    }

    /// <summary>Takes lines that another file holds, e.g. the <c>pip</c> section of a conda environment.</summary>
    public void Take(IEnumerable<(string Text, int Line)> lines, string path)
    {
        foreach ((string text, int line) in lines)
        {
            Take(text, path, line, isConstraint: false);
        }

        Finish();
    }

    private void Finish()
    {
        foreach ((string name, string requirement) in _open)
        {
            if (_constraints.TryGetValue(name, out string? version))
            {
                facts.AddPackage(PythonPackages.PyPI, name, version);
            }
            else if (facts.Environment.Packages?.GetValueOrDefault(PythonPackages.PyPI)?.ContainsKey(name) != true)
            {
                facts.AddUnpinned(PythonPackages.PyPI, name, requirement);
            }
        }

        _open.Clear();
    }

    private void Read(string path, bool isConstraint)
    {
        if (!_seen.Add(path))
        {
            return;
        }

        if (_seen.Count > MaximumFiles)
        {
            throw LineageProblems.Bad(path, 0, $"It includes more than {MaximumFiles} others.", Expected);
        }

        StringBuilder logical = new();
        int first = 0;
        source.Files.Lines(path, Expected, (line, number) =>
        {
            if ((number & 0xFFF) == 0)
            {
                source.CancellationToken.ThrowIfCancellationRequested();
            }

            first = logical.Length == 0 ? number : first;
            bool goesOn = line.EndsWith('\\') && !line.TrimStart().StartsWith('#');
            logical.Append(goesOn ? line.AsSpan(0, line.Length - 1) : line);
            if (logical.Length > MaximumLine)
            {
                throw LineageProblems.Bad(path, first, "A line is longer than any requirement.", Expected);
            }

            if (!goesOn)
            {
                string text = logical.ToString();
                logical.Clear();
                Take(text, path, first, isConstraint);
            }
        });
        Take(logical.ToString(), path, first, isConstraint);
    }

    private void Take(string text, string path, int line, bool isConstraint)
    {
        text = WithoutComment(text).Trim();
        if (text.Length == 0)
        {
            return;
        }

        if (text[0] == '-')
        {
            Option(text, path, isConstraint);
            return;
        }

        // What follows a requirement on its line are options of it: hashes.
        int options = text.IndexOf(" --", StringComparison.Ordinal);
        string wanted = options >= 0 ? text[..options] : text;
        if (Requirement.Parse(wanted) is { } requirement)
        {
            Add(requirement, isConstraint);
        }
        else if (!wanted.StartsWith('.') && !wanted.AsSpan().ContainsAny('/', '\\'))
        {
            // A path of a local project has no name to tell; anything else is none of this format.
            throw LineageProblems.Bad(path, line, $"'{(wanted.Length <= 60 ? wanted : wanted[..60] + "…")}' is no requirement.", Expected);
        }
    }

    private void Add(Requirement requirement, bool isConstraint)
    {
        if (isConstraint)
        {
            if (requirement.Version is { } version)
            {
                _constraints[requirement.Name] = version;
            }
        }
        else if (requirement.Version is { } exact)
        {
            facts.AddPackage(PythonPackages.PyPI, requirement.Name, exact);
        }
        else
        {
            _open[requirement.Name] = !_open.TryGetValue(requirement.Name, out string? former) || former == requirement.Text
                ? requirement.Text
                : former.Length < LongestRequirement ? $"{former} | {requirement.Text}" : former;
        }
    }

    private void Option(string text, string path, bool isConstraint)
    {
        int end = text.AsSpan().IndexOfAny(' ', '=', '\t');
        string name = end < 0 ? text : text[..end];
        string value = end < 0 ? "" : text[(end + 1)..].Trim();
        switch (name)
        {
            case "-r" or "--requirement":
                Include(value, path, isConstraint);
                break;
            case "-c" or "--constraint":
                Include(value, path, isConstraint: true);
                break;
            case "-e" or "--editable":
                if (Requirement.Parse(value) is { } editable && value.Contains("://", StringComparison.Ordinal))
                {
                    Add(editable, isConstraint);
                }

                break;
            default:
                // '-rbase.txt'; indexes and other options say nothing of versions, and may hold credentials.
                if (name.Length > 2 && name[1] is 'r' or 'c' && name[1] != '-' && name[0] == '-' && !name.StartsWith("--", StringComparison.Ordinal))
                {
                    Include(text[2..], path, isConstraint || name[1] == 'c');
                }

                break;
        }
    }

    private void Include(string value, string path, bool isConstraint)
    {
        value = value.Trim('"', '\'');
        if (LineageSource.FullPath(value, Path.GetDirectoryName(path)!) is not { } included)
        {
            facts.AddMissing(value);
        }
        else if (!source.Files.IsInside(included))
        {
            throw LineageProblems.Outside(included, source.Folder);
        }
        else if (source.Files.Exists(included))
        {
            Read(included, isConstraint);
        }
        else
        {
            facts.AddMissing(value);
        }
    }

    /// <summary>A comment begins the line, or follows a blank.</summary>
    private static string WithoutComment(string text)
    {
        if (text.TrimStart().StartsWith('#'))
        {
            return "";
        }

        int comment = text.IndexOf(" #", StringComparison.Ordinal);
        return comment >= 0 ? text[..comment] : text;
    }
}
