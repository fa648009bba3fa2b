using ModelPack.Core.Checklists;
using ModelPack.Tool.Output;
using Spectre.Console;

namespace ModelPack.Tool.Commands.Inspect;

/// <summary>A filled-in checklist for people. There is no score: one missing element can matter more than all others.</summary>
internal static class ChecklistText
{
    /// <summary>Writes the list of a model.</summary>
    public static void Write(InspectedModel model, IAnsiConsole console)
    {
        ModelManifest manifest = model.Evidence.Manifest;
        console.MarkupLine($"[bold]{Shown.Markup($"{manifest.Id} {manifest.Version}")}[/]  {Shown.Markup(G7Checklist.Title)}");
        foreach (IGrouping<string, ChecklistElement> category in G7Checklist.Evaluate(model.Evidence.ForChecklist).GroupBy(element => element.Category))
        {
            console.WriteLine();
            console.MarkupLine($"[bold]{Shown.Markup(category.Key)}[/]");
            Grid table = TextTables.Of(4);
            foreach (ChecklistElement element in category)
            {
                table.AddRow(Shown.Text(element.Id), Status(element.Status), Shown.Text(element.Name), Shown.Text(What(element)));
            }

            console.Write(table);
        }

        console.WriteLine();
    }

    private static string What(ChecklistElement element) => string.Join(" · ", new[] { element.Value, element.Evidence, element.Cure }.Where(part => !string.IsNullOrEmpty(part)));

    private static Text Status(ElementStatus status) => status switch
    {
        ElementStatus.Proven => new Text("proven", new Style(Color.Green)),
        ElementStatus.Stated => new Text("stated"),
        _ => new Text("missing", new Style(Color.Yellow)),
    };
}
