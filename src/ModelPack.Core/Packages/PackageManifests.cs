using ModelPack.Core.Diagnostics;
using ModelPack.Core.Formats;
using ModelPack.Core.Packing;

namespace ModelPack.Core.Packages;

/// <summary>Reads the manifest of a package.</summary>
public static class PackageManifests
{
    /// <summary>The largest manifest that is read, in bytes.</summary>
    public const long MaximumSize = 64L << 20;

    /// <summary>Reads it, and checks what names files: paths, layouts, payloads.</summary>
    /// <param name="content">The package.</param>
    /// <exception cref="ModelPackException">It is no model package (MP4020), damaged (MP4021), or cannot be read (MP4022).</exception>
    public static ModelManifest Read(IPackageContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (!content.Contains(PackageLayout.Manifest))
        {
            throw PackageProblems.NoModel(content.Name);
        }

        return Parse(ReadBytes(content, PackageLayout.Manifest, MaximumSize), content.Name);
    }

    /// <summary>Reads a manifest that is a file by itself, as in the output of a service.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="ModelPackException">It is no sound manifest (MP4021), or cannot be read (MP4022).</exception>
    public static ModelManifest ReadFile(string file)
    {
        try
        {
            using FileStream stream = RegularFiles.Open(file);
            if (stream.Length > MaximumSize)
            {
                throw TooLarge(file, file, MaximumSize);
            }

            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return Parse(bytes, file);
        }
        catch (IOException exception)
        {
            throw PackageProblems.Unreadable(file, exception);
        }
    }

    /// <summary>Reads a small file of a package.</summary>
    /// <param name="content">The package.</param>
    /// <param name="path">The path of a file that it has.</param>
    /// <param name="limit">The most bytes that are read.</param>
    /// <exception cref="ModelPackException">The file is larger, or the package damaged (MP4021), or it cannot be read (MP4022).</exception>
    public static byte[] ReadBytes(IPackageContent content, string path, long limit)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (content.Length(path) > limit)
        {
            throw TooLarge(content.Name, path, limit);
        }

        using Stream stream = content.Open(path);
        using MemoryStream bytes = new();
        // A file may grow while it is read.
        byte[] buffer = new byte[1 << 16];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > limit)
            {
                throw TooLarge(content.Name, path, limit);
            }
        }

        return bytes.ToArray();
    }

    private static ModelManifest Parse(byte[] bytes, string name)
    {
        try
        {
            using MemoryStream stream = new(bytes);
            ModelManifest manifest = ModelManifest.Load(stream, name);
            return (JsonText.Complaint(bytes, isFree: section => section == "configuration") is { } text ? $"Its manifest {text}" : Complaint(manifest)) is { } complaint ? throw PackageProblems.Damaged(name, complaint) : manifest;
        }
        catch (InvalidDataException exception)
        {
            throw PackageProblems.Damaged(name, exception.Message, exception);
        }
    }

    private static string? Complaint(ModelManifest manifest)
    {
        Int128 size = 0;
        foreach (ModelFile file in manifest.Files)
        {
            if (ModelPathRules.Explain(file.Path) is { } reason)
            {
                return $"Its manifest has the path '{ModelPathRules.Printable(file.Path)}', which {reason}";
            }

            if (!ModelLayoutRules.IsSha256(file.Sha256) || file.Size < 0)
            {
                return $"Its manifest says of '{file.Path}' no SHA-256 or no size";
            }

            size += file.Size;
        }

        return ModelPathRules.FindClash(manifest.Files.Select(file => file.Path)) is { } clash ? $"Its manifest has '{clash.First}' and '{clash.Second}', which cannot lie in one folder"
            : ModelLayoutRules.FindUnknown(manifest) is { } layout ? $"Its manifest has the layout '{ModelPathRules.Printable(layout)}', which this version of ModelPack does not know"
            : ModelLayoutRules.Explain(manifest) is { } wrong ? $"Its manifest {wrong}"
            : ModelPathRules.FindClash(ModelFolder.Files(manifest).Select(file => file.Path)) is { } both ? $"Its manifest has '{both.First}' and '{both.Second}', which cannot lie in one folder of a service"
            : manifest.Models.GroupBy(model => model.File, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice ? $"Its manifest has two models '{ModelPathRules.Printable(twice.Key)}'"
            : size > long.MaxValue ? "Its manifest states sizes that no files have"
            : null;
    }

    private static ModelPackException TooLarge(string package, string path, long limit) =>
        PackageProblems.Damaged(package, $"'{ModelPathRules.Printable(path)}' is larger than the {limit} bytes that are read of such a file");
}
