namespace ModelPack.Feeds.Rollback;

/// <summary>How a reference is changed.</summary>
public sealed class ReferenceChange
{
    private readonly EditableText _text;
    private readonly string _changed;

    internal ReferenceChange(ReferencePlace place, string version, IReadOnlyList<string> others)
    {
        _text = place.File.Text;
        _changed = _text.With(place.Value.Start, place.Value.Length, place.With(version));
        File = _text.Path;
        Line = _text.LineOf(place.Value.Start);
        From = place.Version;
        To = version;
        OtherProjects = others;
    }

    /// <summary>The file that is changed.</summary>
    public string File { get; }

    /// <summary>The line of the version.</summary>
    public int Line { get; }

    /// <summary>The version that stands there.</summary>
    public string From { get; }

    /// <summary>The version that will stand there.</summary>
    public string To { get; }

    /// <summary>Other projects whose version stands at the same place: they get the new one too.</summary>
    public IReadOnlyList<string> OtherProjects { get; }

    /// <summary>Whether something is to be changed.</summary>
    public bool IsNeeded => _changed != _text.Text;

    /// <summary>Plans to set the version of a reference.</summary>
    /// <param name="project">The project file, or a folder with one.</param>
    /// <param name="id">The package id.</param>
    /// <param name="version">The version.</param>
    /// <exception cref="Core.Diagnostics.ModelPackException">There is no reference (MP5072), several or a conditional one (MP5073), or one that cannot be changed (MP5074).</exception>
    public static ReferenceChange Plan(string project, string id, string version)
    {
        ReferencePlace place = ReferenceFinder.Find(project, id);
        return new ReferenceChange(place, version, SharedReferences.Find(ProjectFiles.Find(project), place, id));
    }

    /// <summary>The change as a diff: the lines that go and come.</summary>
    /// <param name="folder">What the file's path is shown relative to; one outside is shown whole.</param>
    public string Diff(string folder)
    {
        if (!IsNeeded)
        {
            return "";
        }

        string name = Path.GetRelativePath(folder, File).Replace('\\', '/');
        // A file outside the folder, as one that is imported, is shown with its whole path: nobody overlooks it.
        bool isOutside = name.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(name);
        (string before, string after) = isOutside ? (File, File) : ($"a/{name}", $"b/{name}");
        return FormattableString.Invariant($"--- {before}\n+++ {after}\n@@ -{Line} +{Line} @@\n-{LineText(_text.Text)}\n+{LineText(_changed)}\n");
    }

    /// <summary>Makes the change.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">The file cannot be written (MP5074).</exception>
    public void Apply()
    {
        if (IsNeeded)
        {
            _text.Write(_changed);
        }
    }

    private string LineText(string text) => text.ReplaceLineEndings("\n").Split('\n')[Line - 1];
}
