using System.Text;

namespace ModelPack.Runtime.Tasks.Records;

/// <summary>
/// What is remembered of an output folder, as tab-separated text: read in each build, so no JSON. A damaged or unknown text is no memory at all.
/// </summary>
/// <param name="Folder">The full path of the output folder.</param>
/// <param name="Models">The models in it, of every project that builds into it.</param>
internal sealed record OutputRecord(string Folder, IReadOnlyList<ModelRecord> Models)
{
    private const string Header = "modelpack-output\t1";

    /// <summary>Reads a record.</summary>
    /// <returns>The record, or <see langword="null"/> where the text is none of this format for this folder.</returns>
    public static OutputRecord? Parse(string text, string folder)
    {
        string[] lines = text.Split('\n');
        if (lines.Length < 3 || lines[0] != $"{Header}\t{Escape(folder)}" || lines[^1] != "end")
        {
            return null;
        }

        List<ModelRecord> models = [];
        List<FileRecord> files = [];
        foreach (string line in lines.AsSpan(1, lines.Length - 2))
        {
            string[] cells = line.Split('\t');
            if (cells is ["model", string slot, string owner, string key])
            {
                files = [];
                models.Add(new ModelRecord(slot, Unescape(owner), Unescape(key), files));
            }
            else if (cells is ["file", string path, string sha256, string source, string sourceStamp, string destinationStamp])
            {
                files.Add(new FileRecord(path, sha256, Unescape(source), sourceStamp, destinationStamp));
            }
            else if (line.Length > 0)
            {
                return null;
            }
        }

        return new OutputRecord(folder, models);
    }

    /// <summary>The text of the record.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(Header).Append('\t').Append(Escape(Folder)).Append('\n');
        foreach (ModelRecord model in Models)
        {
            text.Append("model\t").Append(model.Slot).Append('\t').Append(Escape(model.Owner)).Append('\t').Append(Escape(model.Key)).Append('\n');
            foreach (FileRecord file in model.Files)
            {
                text.Append("file\t").Append(file.Path).Append('\t').Append(file.Sha256).Append('\t').Append(Escape(file.Source)).Append('\t')
                    .Append(file.SourceStamp).Append('\t').Append(file.DestinationStamp).Append('\n');
            }
        }

        return text.Append("end").ToString();
    }

    // Slots and paths have no control characters (ModelPathRules); folders of a machine may.
    private static string Escape(string text) => text.AsSpan().IndexOfAny("%\t\n") < 0
        ? text
        : text.Replace("%", "%25", StringComparison.Ordinal).Replace("\t", "%09", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Unescape(string text) => text.Contains('%', StringComparison.Ordinal)
        ? text.Replace("%09", "\t", StringComparison.Ordinal).Replace("%0A", "\n", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal)
        : text;
}
