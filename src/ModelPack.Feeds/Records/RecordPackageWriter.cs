using System.Security;
using ModelPack.Core.Records;

namespace ModelPack.Feeds.Records;

/// <summary>Writes packages of records.</summary>
internal static class RecordPackageWriter
{
    /// <summary>Writes a package: equal records, equal bytes.</summary>
    /// <param name="stream">Takes it.</param>
    /// <param name="kind">The kind of its records.</param>
    /// <param name="book">The records.</param>
    /// <param name="files">Envelopes and attached files, by entry.</param>
    public static void Write<T>(Stream stream, BookKind<T> kind, RecordBook<T> book, IReadOnlyDictionary<string, byte[]> files)
        where T : class, IChainedRecord
    {
        string id = kind.Id(book.Model);
        string version = RecordPackages.VersionOf(book.Records[^1].Sequence);
        using PackageZip package = new(stream, Nuspec(id, version, kind.Name, book.Model), id, version, ["json", .. files.Keys.Select(Path.GetExtension).OfType<string>()]);
        package.Add(RecordPackages.Entry, kind.Save(book));
        foreach ((string entry, byte[] content) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            package.Add(entry, content);
        }
    }

    private static string Nuspec(string id, string version, string kind, string model) => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <package xmlns="http://schemas.microsoft.com/packaging/2011/08/nuspec.xsd">
          <metadata>
            <id>{SecurityElement.Escape(id)}</id>
            <version>{version}</version>
            <authors>ModelPack</authors>
            <description>The {kind} of {SecurityElement.Escape(model)}: each version has all that came before. Read by 'dotnet modelpack'; no project references it.</description>
            <tags>{RecordPackages.RecordTag}</tags>
            <packageTypes>
              <packageType name="Dependency" />
            </packageTypes>
          </metadata>
        </package>

        """.ReplaceLineEndings("\n");
}
