using Spectre.Console;

namespace ModelPack.Tool.Output;

/// <summary>Tables without lines or headings, that read well in a terminal and in a pipe.</summary>
internal static class TextTables
{
    /// <summary>Makes one.</summary>
    /// <param name="columns">How many columns it has.</param>
    public static Grid Of(int columns)
    {
        Grid table = new();
        for (int i = 0; i < columns; i++)
        {
            table.AddColumn(new GridColumn().PadLeft(2).PadRight(0));
        }

        return table;
    }
}
