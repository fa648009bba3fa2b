using System.Security.Cryptography;
using System.Text;
using ModelPack.Core.Content;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Inputs;
using ModelPack.Core.Lineage.Checks;
using ModelPack.Core.Lineage.Privacy;
using ModelPack.Core.Projects;

namespace ModelPack.Core.Lineage;

/// <summary>Reads the <c>ModelLineage</c> items of a project: imports, cleans of secrets, checks against the packed bytes.</summary>
internal sealed class LineageReader
{
    /// <summary>A kind whose item may name a repository instead of something on disk.</summary>
    private const string GitKind = "Git";

    /// <summary>More than the packages of any environment, or the settings of any run.</summary>
    private const int MaximumFacts = 500_000;

    private readonly ModelProject _project;
    private readonly PackedFiles _packed;
    private readonly DigestMemory _memory;
    private readonly ICollection<Problem> _problems;
    private readonly IDictionary<string, string> _stamps;
    private readonly CancellationToken _cancellationToken;

    private LineageReader(ModelProject project, PackedFiles packed, DigestMemory memory, IDictionary<string, string> stamps, ICollection<Problem> problems, CancellationToken cancellationToken) =>
        (_project, _packed, _memory, _stamps, _problems, _cancellationToken) = (project, packed, memory, stamps, problems, cancellationToken);

    /// <summary>Reads all sources.</summary>
    /// <param name="project">The project.</param>
    /// <param name="collected">Its files.</param>
    /// <param name="sha256">The SHA-256 by full path, of every collected file.</param>
    /// <param name="memory">Remembers digests.</param>
    /// <param name="stamps">Takes the stamp of everything that was looked at.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static List<ImportedFacts> Read(
        ModelProject project, CollectedFiles collected, IReadOnlyDictionary<string, string> sha256, DigestMemory memory, IDictionary<string, string> stamps, ICollection<Problem> problems, CancellationToken cancellationToken)
    {
        List<ModelItem> items = [.. project.Items.Where(item => item.Kind == ModelItemKind.Lineage).OrderBy(item => item.FullPath, StringComparer.Ordinal)];
        if (items.Count == 0)
        {
            return [];
        }

        PackedFiles packed = new(collected.Files);
        LineageReader reader = new(project, packed, memory, stamps, problems, cancellationToken);
        List<ImportedFacts> imports = [.. items.Select(reader.Read).OfType<ImportedFacts>()];
        ContentDigests digests = new(project.StateFolder);
        DigestCheck check = new(packed, sha256, digests, problems);
        foreach (ImportedFacts facts in imports)
        {
            check.Check(facts, cancellationToken);
        }

        digests.Save();
        SignatureComparison.Check(imports, collected, problems);
        return imports;
    }

    private ImportedFacts? Read(ModelItem item)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        bool exists = Path.Exists(item.FullPath);
        if (!exists && !GitKind.Equals(item.Get("Kind"), StringComparison.OrdinalIgnoreCase))
        {
            _stamps[item.FullPath] = BuildState.Stamp(item.FullPath);
            string cure = item.Get("Server") is null ? "Correct the path, or remove the item" : "Run 'dotnet build -t:ModelPackFetchLineage' to fetch it from the server";
            _problems.Add(new Problem(DiagnosticCodes.FileNotFound, $"ModelLineage '{item.Include}' does not exist. {cure}.", item.FullPath));
            return null;
        }

        LineageSource? source = null;
        try
        {
            (ILineageImporter importer, string kind) = LineageImporters.Find(item.FullPath, item.Get("Kind"), Directory.Exists(item.FullPath));
            source = new LineageSource(_project, item, kind, _packed, _problems, _cancellationToken);
            ImportedFacts facts = new() { Source = new ModelLineageSource { Kind = kind, File = exists ? source.Relative(source.Path) : item.Include } };
            importer.Import(source, facts);
            if (facts.Count > MaximumFacts)
            {
                throw new ModelPackException(new Problem(DiagnosticCodes.LineageTooLarge, $"'{source.Name}' says {facts.Count} things, more than a package tells (at most {MaximumFacts}). Name a smaller source, or remove the ModelLineage item.", source.Path));
            }

            Clean(facts, source);
            facts.Source.Sha256 = Digest(source);
            return facts;
        }
        catch (ModelPackException exception)
        {
            _problems.Add(exception.Problem);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _problems.Add(LineageProblems.Unreadable(item.FullPath, exception.Message, exception).Problem);
            return null;
        }
        finally
        {
            foreach ((string path, string stamp) in source?.Files.Stamps ?? new Dictionary<string, string>(StringComparer.Ordinal))
            {
                _stamps.TryAdd(path, stamp);
            }
        }
    }

    private void Clean(ImportedFacts facts, LineageSource source)
    {
        FactCleaner cleaner = new(_project.Lineage.PersonalData);
        cleaner.Clean(facts);
        if (cleaner.Places.Count > 0)
        {
            string places = string.Join(", ", cleaner.Places.Take(5)) + (cleaner.Places.Count > 5 ? ", …" : "");
            source.Warn(DiagnosticCodes.SecretMasked, $"'{source.Name}' holds what looks like a secret in {places}. It is masked in the package; remove it from the source, and revoke it if others could read it.");
        }
    }

    /// <summary>What the manifest names the source by; see <see cref="ModelLineageSource.Sha256"/>.</summary>
    private string? Digest(LineageSource source)
    {
        List<string> read = [.. source.Files.Read.Order(StringComparer.Ordinal)];
        if (read.Count == 0)
        {
            return null;
        }

        if (read is [var only] && only == source.Path)
        {
            return _memory.Sha256(only, _cancellationToken);
        }

        StringBuilder lines = new();
        foreach ((string path, string name) in read.Select(path => (path, Path.GetRelativePath(source.Folder, path).Replace('\\', '/'))).OrderBy(pair => pair.Item2, StringComparer.Ordinal))
        {
            lines.Append(_memory.Sha256(path, _cancellationToken)).Append("  ").Append(name).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString())));
    }
}
