using System.Security.Cryptography;
using System.Text;

using ModelPack.Runtime.Tasks.Graph;
using ModelPack.Runtime.Tasks.Store;

namespace ModelPack.Runtime.Tasks.Revocations;

/// <summary>
/// What was learned of revocations of a set of models from a set of sources: in <c>revocations/</c> of the store, for all services of the machine that ask the same.
/// </summary>
/// <param name="folder">The folder; it exists.</param>
/// <param name="clock">The time.</param>
internal sealed class RevocationMemory(string folder, TimeProvider clock)
{
    private string File => Path.Combine(folder, "known.tsv");

    /// <summary>Opens it, in the project's own folder where the store cannot be written.</summary>
    /// <param name="store">The store's folder; empty where there is none.</param>
    /// <param name="substitute">A folder of the project.</param>
    /// <param name="models">The package ids of the models.</param>
    /// <param name="assets">Names the sources.</param>
    /// <param name="settings">What the service tells NuGet.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="IOException">Neither can be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Neither can be written.</exception>
    public static RevocationMemory Open(string store, string substitute, IReadOnlyList<string> models, ProjectAssets assets, RestoreSettings settings, TimeProvider clock)
    {
        string question = string.Join('\n', [.. models.Select(model => model.ToUpperInvariant()), "", .. assets.Sources, "", .. assets.ConfigFiles.DefaultIfEmpty(settings.ProjectFolder), "", settings.ConfigFile, settings.PackagesPath]);
        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(question)).AsSpan(0, 16));
        if (store.Length > 0)
        {
            try
            {
                return new RevocationMemory(Directory.CreateDirectory(Path.Combine(store, "revocations", name)).FullName, clock);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // A home that cannot be written: each project remembers for itself.
            }
        }

        return new RevocationMemory(Directory.CreateDirectory(Path.Combine(substitute, "modelpack-revocations", name)).FullName, clock);
    }

    /// <summary>What is known; the sources are asked where that is older than it may be. Builds that ask at the same time ask once.</summary>
    /// <param name="source">The sources.</param>
    /// <param name="models">The package ids of the models.</param>
    /// <param name="age">How old the answer may be.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What is known; why it is not up to date, or <see langword="null"/> where it is; and why what a source has cannot be right, or <see langword="null"/>.</returns>
    public (KnownRevocations Known, string? Failure, string? Flaw) Learn(IRevocationSource source, IReadOnlyList<string> models, TimeSpan age, CancellationToken cancellation)
    {
        DateTimeOffset begin = clock.GetUtcNow();
        KnownRevocations known = KnownRevocations.Read(File);
        if (known.IsFresh(begin, age))
        {
            return (known, null, null);
        }

        using IDisposable alone = FileLock.Take(Path.Combine(folder, "lock"), cancellation);
        // Another build may have asked meanwhile.
        known = KnownRevocations.Read(File);
        DateTimeOffset now = clock.GetUtcNow();
        if (known.IsFresh(now, age))
        {
            return (known, null, null);
        }

        RevocationAnswer answer = source.Ask(models, folder, cancellation);
        cancellation.ThrowIfCancellationRequested();
        string? flaw = answer.Flaw;
        List<Revocation> learned = [];
        foreach (IGrouping<string, Revocation> model in answer.Revocations.GroupBy(revocation => revocation.Model, StringComparer.OrdinalIgnoreCase))
        {
            if (known.FindContradiction(model.Key, [.. model]) is { } missing)
            {
                // Nothing of it is believed: it would stay known.
                flaw ??= $"the package '{RevocationRecords.PackageOf(model.Key)}' has other records than this machine knows: the revocation of {missing.Version} is not among them. If the source was set up anew on purpose, delete '{folder}'";
            }
            else
            {
                learned.AddRange(model);
            }
        }

        // A try that failed is no answer: the next build asks again. What was learned all the same stays.
        known = known.With(answer.Failure is null && flaw is null ? now : known.Asked, learned);
        known.TryWrite(File);
        return (known, answer.Failure, flaw);
    }
}
