using System.Collections;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Resources;

namespace LanguageId.Trainer.Data;

/// <summary>Reads the string resources of an assembly from its file. The assembly is never loaded, so none of its code can run.</summary>
internal static class ResourceStrings
{
    private const string Extension = ".resources";

    /// <summary>Every string in every embedded <c>.resources</c> stream of the assembly.</summary>
    /// <param name="assembly">The path of a managed assembly.</param>
    public static IEnumerable<string> Read(string assembly)
    {
        using PEReader image = new(File.OpenRead(assembly));
        if (!image.HasMetadata || image.PEHeaders.CorHeader is not { ResourcesDirectory.Size: > 0 } header)
        {
            yield break;
        }

        PEMemoryBlock resources = image.GetSectionData(header.ResourcesDirectory.RelativeVirtualAddress);
        MetadataReader metadata = image.GetMetadataReader();
        foreach (ManifestResource resource in metadata.ManifestResources.Select(metadata.GetManifestResource))
        {
            if (resource.Implementation.IsNil && metadata.GetString(resource.Name).EndsWith(Extension, StringComparison.Ordinal))
            {
                // ECMA-335 II.24.2.4: a length of four bytes, then the resource.
                BlobReader blob = resources.GetReader((int)resource.Offset, resources.Length - (int)resource.Offset);
                foreach (string text in ReadStrings(blob.ReadBytes(blob.ReadInt32())))
                {
                    yield return text;
                }
            }
        }
    }

    private static IEnumerable<string> ReadStrings(byte[] resources)
    {
        using ResourceReader reader = new(new MemoryStream(resources));
        IDictionaryEnumerator entries = reader.GetEnumerator();
        while (entries.MoveNext())
        {
            if (entries.Value is string text)
            {
                yield return text;
            }
        }
    }
}
