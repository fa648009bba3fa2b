using System.Security.Cryptography;
using ModelPack.Core.Content;
using ModelPack.Core.Layout;
using ModelPack.Core.Onnx;

namespace ModelPack.Core.Tests.Layout;

/// <summary>Files that are packed together, in a folder of their own, with a memory of their own.</summary>
internal sealed class Package : IDisposable
{
    public const long ShardSize = 256 * 1024;

    /// <summary>What a tensor must have at least for a shard of its own.</summary>
    public const int Large = (int)(ShardSize / 8);

    private readonly TempFolder _folder = new("layout");
    private readonly SortedDictionary<string, LayoutInput> _files = new(StringComparer.Ordinal);

    /// <summary>All files are laid out, however small.</summary>
    public LayoutOptions Options { get; set; } = new(1, ShardSize, 250 << 20);

    public IReadOnlyCollection<LayoutInput> Files => _files.Values;

    public string Folder => _folder.Path;

    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static byte[] Random(int seed, int length)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public Package Add(string path, byte[] content, FileLayout? wanted = null, bool keepInline = false)
    {
        string fullPath = _folder.Write(path, content);
        return AddExisting(path, fullPath, wanted, keepInline);
    }

    public Package AddExisting(string path, string fullPath, FileLayout? wanted = null, bool keepInline = false)
    {
        // As the inputs are collected: models by name, other files may look like anything.
        ModelFormat format = Path.GetExtension(path) is ".onnx" or ".safetensors" or ".gguf" ? ModelFormatDetector.Detect(fullPath) : ModelFormat.Unknown;
        _files[path] = new LayoutInput(path, fullPath, new FileInfo(fullPath).Length, wanted, keepInline, format);
        return this;
    }

    public Package Remove(string path)
    {
        _files.Remove(path);
        return this;
    }

    public string PathOf(string path) => _folder[path];

    /// <summary>A memory that knows what the last run of the same folder saved.</summary>
    public DigestMemory Memory() => new(_folder["model.modelproj"]);

    /// <summary>Plans without any memory.</summary>
    public LayoutPlan Plan()
    {
        using TempFolder other = new("memory");
        return LayoutPlanner.Plan([.. Files], Options, new DigestMemory(other["x.modelproj"]), TestContext.Current.CancellationToken);
    }

    public PlannedFile Plan(string path) => Plan().Files.Single(file => file.Path == path);

    /// <summary>Plans, writes everything, checks everything, gives every file back, and remembers.</summary>
    public PackedLayout Pack()
    {
        DigestMemory memory = Memory();
        RangeWork work = new(memory, TestContext.Current.CancellationToken);
        LayoutPlan plan = LayoutPlanner.Plan([.. Files], Options, memory, work, TestContext.Current.CancellationToken);
        PackedLayout packed = PackedLayout.Write(plan, memory, work.BytesRead);
        memory.Save();
        return packed;
    }

    public void Dispose() => _folder.Dispose();
}
