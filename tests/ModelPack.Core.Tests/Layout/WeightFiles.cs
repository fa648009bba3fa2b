using System.Text;
using ModelPack.Core.Tests.Gguf;
using ModelPack.Core.Tests.Safetensors;

namespace ModelPack.Core.Tests.Layout;

/// <summary>Makes safetensors and GGUF files with given tensors.</summary>
internal static class WeightFiles
{
    public static byte[] Safetensors(IReadOnlyList<TestTensor> tensors, string metadata = "pt")
    {
        StringBuilder header = new($"{{\"__metadata__\":{{\"format\":\"{metadata}\"}}");
        int position = 0;
        foreach (TestTensor tensor in tensors)
        {
            header.Append(System.Globalization.CultureInfo.InvariantCulture, $",\"{tensor.Name}\":{{\"dtype\":\"U8\",\"shape\":[{tensor.Data.Length}],\"data_offsets\":[{position},{position += tensor.Data.Length}]}}");
        }

        return [.. SafetensorsFile.Make(header.Append('}').ToString(), 0), .. tensors.SelectMany(tensor => tensor.Data)];
    }

    public static byte[] Gguf(IReadOnlyList<TestTensor> tensors, string name = "Tiny", int tokens = 2, byte[]? behind = null)
    {
        GgufFile file = new GgufFile().Text("general.architecture", "llama").Text("general.name", name)
            .Array("tokenizer.ggml.tokens", 8, (ulong)tokens, writer =>
            {
                for (int i = 0; i < tokens; i++)
                {
                    GgufFile.Put(writer, "token");
                }
            });
        ulong offset = 0;
        foreach (TestTensor tensor in tensors)
        {
            file.Tensor(tensor.Name, [(ulong)tensor.Data.Length / 4], 0, offset);
            offset = (offset + (ulong)tensor.Data.Length + 31) / 32 * 32;
        }

        byte[] bytes = file.Make((int)offset);
        long start = bytes.Length - (long)offset;
        foreach (TestTensor tensor in tensors)
        {
            tensor.Data.CopyTo(bytes, start);
            start = start + ((tensor.Data.Length + 31) / 32 * 32);
        }

        return [.. bytes, .. behind ?? []];
    }
}
