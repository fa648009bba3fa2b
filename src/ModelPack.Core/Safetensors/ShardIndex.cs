using System.Text.Json;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Inputs;
using ModelPack.Core.Onnx;
using ModelPack.Core.RuntimeFolders;
using ModelPack.Core.Tokenizers;

namespace ModelPack.Core.Safetensors;

/// <summary>
/// The index of weights in several safetensors files: every file that it names must be packed, and must hold the tensors that it says.
/// Source of the format: the Hugging Face transformers library, <c>weight_map</c>.
/// </summary>
internal static class ShardIndex
{
    /// <summary>How the name of an index ends.</summary>
    public const string Suffix = ".safetensors.index.json";

    /// <summary>Checks an index.</summary>
    /// <param name="index">The packed index.</param>
    /// <param name="paths">The packed files.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <exception cref="ModelPackException">The index cannot be read (MP2107, MP2115).</exception>
    public static void Check(InputFile index, PackedPaths paths, ICollection<Problem> problems)
    {
        Dictionary<string, List<string>> shards = Read(index.FullPath);
        string folder = PackedPaths.FolderOf(index.TargetPath);
        List<string> missing = [];
        foreach ((string shard, List<string> tensors) in shards.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (PackedPaths.Combine(folder, shard) is not { } path || paths.Find(path) is not { } file)
            {
                missing.Add(shard);
            }
            else if (AbsentTensor(file.FullPath, tensors) is { } absent)
            {
                problems.Add(new Problem(
                    DiagnosticCodes.ShardTensorMissing,
                    $"'{index.TargetPath}' says that '{shard}' holds the tensor '{absent}', which it does not. Copy or save index and shards together.",
                    index.FullPath));
            }
        }

        if (missing.Count > 0)
        {
            string more = missing.Count == 1 ? "" : $" and {missing.Count - 1} more";
            problems.Add(new Problem(
                DiagnosticCodes.ShardMissing,
                $"'{index.TargetPath}' names the shard '{missing[0]}'{more}, which {(missing.Count == 1 ? "is" : "are")} not among the packed files. Fetch all shards into the folder of the index.",
                index.FullPath));
        }
    }

    private static string? AbsentTensor(string path, List<string> tensors)
    {
        try
        {
            HashSet<string> names = new(SafetensorsReader.Read(path).Tensors.Select(tensor => tensor.Name), StringComparer.Ordinal);
            return tensors.Find(tensor => !names.Contains(tensor));
        }
        catch (ModelPackException)
        {
            // The shard is an item of its own, and its problem is told there.
            return null;
        }
    }

    private static Dictionary<string, List<string>> Read(string path)
    {
        JsonFile.Check(path, JsonTokenType.StartObject);
        try
        {
            Utf8JsonReader reader = JsonFile.Reader(JsonFile.Read(path));
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool map = reader.ValueTextEquals("weight_map"u8);
                reader.Read();
                if (map && reader.TokenType == JsonTokenType.StartObject)
                {
                    return ReadMap(path, ref reader);
                }

                reader.Skip();
            }
        }
        catch (InvalidOperationException e)
        {
            // Half of a surrogate pair in a text.
            throw JsonFile.Invalid(path, e);
        }

        throw Invalid(path, "it has no weight_map");
    }

    private static Dictionary<string, List<string>> ReadMap(string path, ref Utf8JsonReader reader)
    {
        Dictionary<string, List<string>> shards = new(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string tensor = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String || reader.GetString() is not { Length: > 0 } shard)
            {
                throw Invalid(path, "its weight_map holds what is no name of a file");
            }

            if (!shards.TryGetValue(shard, out List<string>? tensors))
            {
                shards.Add(shard, tensors = []);
            }

            tensors.Add(tensor);
        }

        return shards.Count > 0 ? shards : throw Invalid(path, "its weight_map is empty");
    }

    private static ModelPackException Invalid(string path, string what)
        => ModelFileErrors.Error(DiagnosticCodes.ShardIndexInvalid, path, $"'{ModelFileErrors.Name(path)}' is no usable index of safetensors files: {what}. Copy it again, or save the model again.");
}
