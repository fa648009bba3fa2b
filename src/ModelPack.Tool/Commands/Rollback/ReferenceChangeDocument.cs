namespace ModelPack.Tool.Commands.Rollback;

/// <summary>The change of a reference.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line.</param>
/// <param name="From">The version that stood there.</param>
/// <param name="To">The version that stands there then.</param>
/// <param name="Diff">The lines that go and come.</param>
/// <param name="OtherProjects">Other projects whose version stands there too.</param>
internal sealed record ReferenceChangeDocument(string File, int Line, string From, string To, string Diff, IReadOnlyList<string> OtherProjects);
