using System.Security.Cryptography;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packages;

namespace ModelPack.Core.Records;

/// <summary><c>modelpack.policy.json</c>: which stages there are, and what must hold before a version reaches one.</summary>
public sealed class ReleasePolicy
{
    /// <summary>The file name.</summary>
    public const string FileName = "modelpack.policy.json";

    /// <summary>The version of the format that this library reads.</summary>
    public const int CurrentSchemaVersion = 1;

    private const int MaximumSize = 1 << 20;

    internal ReleasePolicy(string digest) => Digest = digest;

    /// <summary>The digest of the file.</summary>
    public string Digest { get; }

    /// <summary>The stages, in their order.</summary>
    public IReadOnlyList<PolicyStage> Stages { get; internal init; } = [];

    /// <summary>Everybody whose signature counts for something.</summary>
    public IReadOnlyList<PolicyApprover> Approvers { get; internal init; } = [];

    /// <summary>Who may sign promotions, where that is not just any of <see cref="Approvers"/>.</summary>
    public IReadOnlyList<PolicyApprover> Promoters { get; internal init; } = [];

    /// <summary>Who may sign promotions where a stage asks for it.</summary>
    public IReadOnlyList<PolicyApprover> MayPromote => Promoters.Count > 0 ? Promoters : Approvers;

    /// <summary>Everybody whose key the policy lists.</summary>
    public IEnumerable<PolicyApprover> Signers => Approvers.Concat(Promoters);

    /// <summary>The files of keys that it names; full paths.</summary>
    public IReadOnlyList<string> KeyFiles { get; internal init; } = [];

    /// <summary>Which prereleases are kept.</summary>
    public PolicyRetention? Retention { get; internal init; }

    /// <summary>Reads a policy.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelPackException">It cannot be read or is malformed; the line is in the problem (MP5062). A key in it cannot be used (MP5063).</exception>
    public static ReleasePolicy Load(string path)
    {
        try
        {
            string full = Path.GetFullPath(path);
            if (Directory.Exists(full) || (File.Exists(full) && !RegularFiles.Is(full)))
            {
                throw new IOException($"It is no file but a {(Directory.Exists(full) ? "folder" : "pipe or device")}.");
            }

            using FileStream stream = File.OpenRead(full);
            byte[] bytes = RecordJson.ReadBounded(stream, MaximumSize)
                ?? throw RecordProblems.Fail(RecordDiagnosticCodes.BadPolicy, $"The policy '{path}' is larger than {MaximumSize >> 10} KiB. Name a policy file.", file: path);
            return Parse(bytes, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw RecordProblems.Fail(RecordDiagnosticCodes.BadPolicy, $"The policy '{path}' cannot be read: {exception.Message} Name a policy file that can be.", exception, path);
        }
    }

    /// <summary>Reads a policy.</summary>
    /// <param name="utf8">The bytes of the file.</param>
    /// <param name="path">Its path: files of keys lie relative to it.</param>
    /// <exception cref="ModelPackException">It is malformed; the line is in the problem (MP5062). A key in it cannot be used (MP5063).</exception>
    public static ReleasePolicy Parse(byte[] utf8, string path) => new PolicyReader(path).Read(utf8, ModelDigest.Prefix + Convert.ToHexStringLower(SHA256.HashData(utf8)));

    /// <summary>The file that applies to a folder: there or in a folder above it; <see langword="null"/> where there is none.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="ModelPackException">Something of that name is no file, or a file has the name in another case (MP5062): else nobody would have to approve.</exception>
    public static string? Find(string folder)
    {
        for (string? current = Path.GetFullPath(folder); current is not null; current = Path.GetDirectoryName(current))
        {
            string file = Path.Combine(current, FileName);
            if (Directory.Exists(file))
            {
                throw RecordProblems.Fail(RecordDiagnosticCodes.BadPolicy, $"The policy '{file}' is a folder. Put the policy's file there, or take the folder away.", file: file);
            }

            // A link that leads nowhere is a policy that is missing.
            if (File.Exists(file) || new FileInfo(file).LinkTarget is not null)
            {
                return file;
            }

            if (OtherCase(current) is { } other)
            {
                throw RecordProblems.Fail(RecordDiagnosticCodes.BadPolicy, $"'{other}' is no policy by its name: it is written otherwise. Rename it to '{FileName}'.", file: other);
            }
        }

        return null;
    }

    /// <summary>Whose key it is; <see langword="null"/> where the policy does not list it.</summary>
    /// <param name="keyId">The id of the key.</param>
    public PolicyApprover? HolderOf(string keyId) => Signers.FirstOrDefault(person => person.Holds(keyId));

    /// <summary>The stage of a name; its case does not matter.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ModelPackException">The policy has none of that name (MP5064).</exception>
    public PolicyStage StageOf(string name) => Stages.FirstOrDefault(stage => stage.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw RecordProblems.Fail(RecordDiagnosticCodes.BadStage, $"The policy has no stage '{name}'; it has {string.Join(", ", Stages.Select(stage => stage.Name))}. Name one of them, or add it to {FileName}.");

    // Elsewhere, where case does not matter, such a file is the policy.
    private static string? OtherCase(string folder)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(folder, FileName, new EnumerationOptions { MatchCasing = MatchCasing.CaseInsensitive, AttributesToSkip = 0 }).FirstOrDefault();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A folder above whose list cannot be read; a file of the right name is found there all the same.
            return null;
        }
    }
}
