using System.Security.Cryptography;
using System.Text;

using ModelPack.Files;
using ModelPack.Runtime.Tasks.Files;

namespace ModelPack.Runtime.Tasks.Store;

/// <summary>
/// Which package files of this machine had which digest, for exactly one state of each: <c>verified/</c> in the store, one small file per path. So a service gets
/// without reading what another one has digested. Losing it costs time only.
/// </summary>
/// <param name="root">The store; empty where there is none.</param>
/// <param name="clock">The time.</param>
internal sealed class VerifiedFiles(string root, TimeProvider clock)
{
    /// <summary>Below this size in bytes, digesting costs no more than looking up.</summary>
    public const long SmallFile = FilePlacer.SmallFile;

    private const string Header = "modelpack-verified\t1";
    private static readonly TimeSpan s_sweepInterval = TimeSpan.FromDays(30);

    private readonly string _folder = root.Length > 0 ? Path.Combine(root, "verified") : "";
    private int _swept;

    /// <summary>Whether a file in this state is known to have this digest.</summary>
    public bool Knows(string path, string stamp, string sha256)
    {
        if (_folder.Length == 0 || stamp == FileStamp.Unknown)
        {
            return false;
        }

        try
        {
            string note = NoteOf(path);
            return File.Exists(note) && File.ReadAllText(note) == Text(path, stamp, sha256);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Memory that cannot be read is no memory.
            return false;
        }
    }

    /// <summary>Remembers a digest. Whole or not at all; a store that cannot be written only costs time.</summary>
    public void Remember(string path, string stamp, string sha256)
    {
        if (_folder.Length == 0 || stamp == FileStamp.Unknown)
        {
            return;
        }

        string note = NoteOf(path);
        string temporary = TemporaryFiles.NameFor(note);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(note)!);
            File.WriteAllText(temporary, Text(path, stamp, sha256));
            File.Move(temporary, note, overwrite: true);
            SweepNowAndThen();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next build digests.
            TemporaryFiles.TryDelete(temporary);
        }
    }

    /// <summary>Once a month, forgets files that are no longer there.</summary>
    private void SweepNowAndThen()
    {
        if (Interlocked.Exchange(ref _swept, 1) != 0)
        {
            return;
        }

        string marker = Path.Combine(_folder, "swept");
        DateTime now = clock.GetUtcNow().UtcDateTime;
        if (File.Exists(marker) && now - File.GetLastWriteTimeUtc(marker) < s_sweepInterval)
        {
            return;
        }

        bool isFirst = !File.Exists(marker);
        File.WriteAllBytes(marker, []);
        File.SetLastWriteTimeUtc(marker, now);
        TemporaryFiles.DeleteAbandoned(_folder);
        if (isFirst)
        {
            return;
        }

        foreach (string note in Directory.EnumerateFiles(_folder, "*.txt", SearchOption.AllDirectories))
        {
            string[] lines = File.ReadAllLines(note);
            if (lines.Length < 2 || !File.Exists(lines[1]))
            {
                File.Delete(note);
            }
        }
    }

    private static string Text(string path, string stamp, string sha256) => $"{Header}\n{path}\n{stamp}\n{sha256}\nend";

    private string NoteOf(string path)
    {
        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)).AsSpan(0, 16));
        return Path.Combine(_folder, name[..2], name + ".txt");
    }
}
