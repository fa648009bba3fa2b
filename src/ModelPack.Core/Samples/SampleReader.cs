using System.Globalization;
using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Samples;

/// <summary>Finds golden samples among files. What is in the files is read later, by the validator.</summary>
public static class SampleReader
{
    /// <summary>Makes a sample of an ONNX test vector: the files <c>input_N.pb</c> and <c>output_N.pb</c> of one folder.</summary>
    /// <param name="folder">The folder; its name becomes the sample's.</param>
    /// <param name="files">The full paths of the folder's files; others than the above are ignored.</param>
    /// <exception cref="ModelPackException">Numbers are there twice, or there is nothing.</exception>
    public static SampleSet FromOnnxFolder(string folder, IEnumerable<string> files)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        List<SampleFile> inputs = [];
        List<SampleFile> outputs = [];
        foreach (string file in files)
        {
            if (TryParse(file, "input_", out int index))
            {
                inputs.Add(new SampleFile(index, file));
            }
            else if (TryParse(file, "output_", out index))
            {
                outputs.Add(new SampleFile(index, file));
            }
        }

        Order(inputs, folder, name, "input");
        Order(outputs, folder, name, "output");
        return inputs.Count + outputs.Count > 0
            ? new SampleSet(name, null, inputs, outputs)
            : throw Unreadable(folder, $"The sample '{name}' has neither input_N.pb nor output_N.pb. Add them, or remove the folder from the samples.");
    }

    /// <summary>Makes a sample of a JSON file: <c>{ "inputs": {…}, "outputs": {…}, "tolerance": { "rtol": …, "atol": … } }</c>.</summary>
    /// <param name="path">The full path.</param>
    /// <exception cref="ModelPackException">There is no such file.</exception>
    public static SampleSet FromJson(string path) => File.Exists(path)
        ? new SampleSet(Path.GetFileName(path), path, [], [])
        : throw Unreadable(path, $"The sample '{Path.GetFileName(path)}' does not exist. Mend its path or remove it.");

    private static bool TryParse(string file, string prefix, out int index)
    {
        string name = Path.GetFileName(file);
        index = 0;
        return name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith(".pb", StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(prefix.Length, Math.Max(name.Length - prefix.Length - 3, 0)), NumberStyles.None, CultureInfo.InvariantCulture, out index);
    }

    private static void Order(List<SampleFile> files, string folder, string name, string what)
    {
        files.Sort((a, b) => a.Index.CompareTo(b.Index));
        int repeated = files.Zip(files.Skip(1)).FirstOrDefault(pair => pair.First.Index == pair.Second.Index).First?.Index ?? -1;
        if (repeated >= 0)
        {
            throw Unreadable(folder, $"The sample '{name}' has {what} {repeated} twice. Remove one of them.");
        }
    }

    private static ModelPackException Unreadable(string file, string message) => new(new Problem(DiagnosticCodes.SampleUnreadable, message, file));
}
