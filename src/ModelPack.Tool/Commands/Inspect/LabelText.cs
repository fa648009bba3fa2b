using ModelPack.Core.Packages;
using ModelPack.Core.Packing;
using ModelPack.Tool.Labels;
using ModelPack.Tool.Output;
using ModelPack.Tool.Targets;
using Spectre.Console;

namespace ModelPack.Tool.Commands.Inspect;

/// <summary>A label for people.</summary>
internal static class LabelText
{
    private const int FirstFacts = 25;
    private const int FirstWrong = 100;

    private static readonly Style s_heading = new(decoration: Decoration.Bold);
    private static readonly Style s_quiet = new(decoration: Decoration.Dim);
    private static readonly Style s_missing = new(Color.Yellow);
    private static readonly Style s_bad = new(Color.Red);

    /// <summary>Writes the label of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="console">Takes it.</param>
    /// <param name="all">Whether long sections are shown whole.</param>
    public static void Write(InspectedModel model, IAnsiConsole console, bool all)
    {
        ModelManifest manifest = model.Evidence.Manifest;
        console.WriteLine(Shown.Line(model.Target.Alias is { } promoted ? $"{promoted.Id} {promoted.Version}, an alias of {manifest.Id} {manifest.Version}" : $"{manifest.Id} {manifest.Version}"), s_heading);
        console.WriteLine(Shown.Line(model.Target.Place), s_quiet);
        if (SinceText.Revoked(model.Since) is { } revoked)
        {
            console.WriteLine(Shown.Line(revoked), s_bad);
        }

        console.WriteLine();
        Alias(model, console);
        Since(model, console);
        Files(model, console, all);
        if (model.Target.Content is not null)
        {
            Attestations(model.Evidence, console);
        }

        IReadOnlyList<LabelSection> sections = model.Label;
        foreach (LabelSection section in sections.Where(section => section.Missing is null))
        {
            Section(section, console, all);
        }

        Missing([.. sections.Where(section => section.Missing is not null)], console);
    }

    private static void Alias(InspectedModel model, IAnsiConsole console)
    {
        if (AliasLabel.Of(model.Target.Alias) is not { } alias)
        {
            return;
        }

        Heading("alias", "What does it serve, and who decided that?", console);
        Grid table = TextTables.Of(2);
        foreach ((string name, string text) in alias.Lines())
        {
            table.AddRow(Shown.Text(name), Shown.Text(text, alias.IsWhole ? Style.Plain : s_bad));
        }

        console.Write(table);
        console.WriteLine();
    }

    private static void Since(InspectedModel model, IAnsiConsole console)
    {
        // Of a project that was just built nobody has learned anything yet.
        if (model.Target.Kind == TargetKind.Project)
        {
            return;
        }

        Heading("since", "What was learned since it was packed?", console);
        if (model.Since is not { } since)
        {
            console.WriteLine("  not asked; name the feed with --source", s_quiet);
        }
        else if (since is { Revocation: null, Attestations: [], Deployments: [] })
        {
            console.WriteLine(Shown.Line(since.Problems.Count > 0 ? "  not known: not every record could be read" : $"  nothing: no record of {string.Join(", ", since.Asked)} is about it"), since.Problems.Count > 0 ? s_missing : s_quiet);
        }
        else
        {
            Grid table = TextTables.Of(4);
            foreach ((string time, string what, string who, string why) in SinceText.Lines(since))
            {
                table.AddRow(Shown.Text(time), Shown.Text(what), Shown.Text(who), Shown.Text(why));
            }

            if (SinceText.Revoked(since) is { } revoked)
            {
                console.WriteLine(Shown.Line("  " + revoked), s_bad);
            }

            console.Write(table);
        }

        console.WriteLine();
    }

    private static void Files(InspectedModel model, IAnsiConsole console, bool all)
    {
        PackageEvidence evidence = model.Evidence;
        Heading("files", "What does it consist of?", console);
        Grid table = TextTables.Of(5);
        (ModelFile File, FileEvidence Known)[] files = [.. evidence.Manifest.Files.Zip(evidence.Files)];
        (ModelFile File, FileEvidence Known)[] shown = [.. files.Index().Where(row => all || row.Index < FirstFacts || IsWrong(row.Item.Known.State)).Select(row => row.Item).Take(all ? int.MaxValue : FirstFacts + FirstWrong)];
        // What is wrong is shown wherever it is in the list.
        foreach ((ModelFile file, FileEvidence known) in shown)
        {
            Style style = IsWrong(known.State) ? s_bad : known.State is FileState.NotHere or FileState.NotChecked ? s_missing : Style.Plain;
            table.AddRow(Shown.Text(file.Path), Shown.Text(file.Role), Shown.Text(ByteSizes.Text(file.Size)), Shown.Text(file.Sha256), Shown.Text(State(known), style));
        }

        console.Write(table);
        More(files.Length - shown.Length, console);
        (string summary, Style summaryStyle) = !evidence.DigestIsConsistent ? ("The digest that the manifest states is not that of these files' digests.", s_bad)
            : evidence.DigestHolds switch
            {
                true => ("The digest of the model is proven by the bytes of every file.", s_quiet),
                false => ("The model has not the digest that the manifest states.", s_bad),
                _ => ("The digest of the model is that of the digests that are stated for these files; not every file's bytes were compared.", s_missing),
            };
        console.WriteLine(summary, summaryStyle);
        console.WriteLine();
    }

    private static string State(FileEvidence known) => known.State switch
    {
        FileState.Verified => "proven: has this digest",
        FileState.VerifiedAsLaidOut => "proven as laid out for services",
        FileState.NotChecked => "not checked",
        FileState.NotHere => $"not here: {known.Detail}",
        FileState.Unreadable => $"UNREADABLE: {known.Detail}",
        _ => $"DIFFERS: {known.Detail}",
    };

    private static void Attestations(PackageEvidence evidence, IAnsiConsole console)
    {
        Heading("attestations", "What does the package say of itself?", console);
        Grid table = TextTables.Of(2);
        table.AddRow(Shown.Text("bill of materials (CycloneDX)"), State(evidence.SbomState));
        table.AddRow(Shown.Text("statement of provenance (in-toto)"), State(evidence.StatementState));
        table.AddRow(Shown.Text("signature"), Shown.Text(evidence.Signed ? "there; whose it is, is not checked here" : "none", evidence.Signed ? Style.Plain : s_missing));
        console.Write(table);
        console.WriteLine();
    }

    private static Text State(AttestationState state) => state switch
    {
        AttestationState.OfThisManifest => Shown.Text("proven: what this manifest gives, byte for byte"),
        AttestationState.Missing => Shown.Text("none", s_missing),
        _ => Shown.Text("not what this manifest gives: of another version of ModelPack, or edited", s_bad),
    };

    private static void Section(LabelSection section, IAnsiConsole console, bool all)
    {
        Heading(section.Name, section.Title, console);
        Grid table = TextTables.Of(3);
        foreach (LabelFact fact in all ? section.Facts : section.Facts.Take(FirstFacts))
        {
            table.AddRow(Shown.Text(fact.Name), Shown.Text(fact.Value), Shown.Text(fact.Source, s_quiet));
        }

        console.Write(table);
        More(all ? 0 : section.Facts.Count - FirstFacts, console);
        console.WriteLine();
    }

    private static void Missing(IReadOnlyList<LabelSection> sections, IAnsiConsole console)
    {
        if (sections.Count == 0)
        {
            return;
        }

        Heading("missing", "What does nothing say?", console);
        Grid table = TextTables.Of(2);
        foreach (LabelSection section in sections)
        {
            table.AddRow(Shown.Text(section.Name, s_missing), Shown.Text($"{section.Title} {section.Missing}"));
        }

        console.Write(table);
        console.WriteLine();
    }

    private static void Heading(string name, string title, IAnsiConsole console) => console.MarkupLine($"[bold]{Shown.Markup(name)}[/]  [dim]{Shown.Markup(title)}[/]");

    private static bool IsWrong(FileState state) => state is FileState.Differs or FileState.Unreadable;

    private static void More(int hidden, IAnsiConsole console)
    {
        if (hidden > 0)
        {
            console.WriteLine($"  … and {hidden} more (--all)", s_quiet);
        }
    }
}
