using System.Security.Cryptography;
using System.Text;

namespace ModelPack.Runtime.Tasks.Records;

/// <summary>
/// Where records live: <c>outputs/</c> under the shared store (<c>MODELPACK_STORE</c>), one file per output folder. Losing it is harmless: the next
/// build digests.
/// </summary>
internal sealed class RecordStore
{
    private const int MaximumAttempts = 1200;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(50);

    private readonly string _folder;

    /// <summary>Opens the store.</summary>
    /// <param name="root">The value of <c>MODELPACK_STORE</c>; empty for <c>ModelPack</c> under the user's local data folder.</param>
    public RecordStore(string? root)
    {
        if (string.IsNullOrWhiteSpace(root))
        {
            string data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            root = data.Length > 0 ? Path.Combine(data, "ModelPack") : "";
        }

        _folder = root.Length > 0 ? Path.Combine(Path.GetFullPath(root), "outputs") : "";
    }

    /// <summary>The file that holds the record of an output folder; empty where there is no place for one.</summary>
    public string FileFor(string outputFolder) => _folder.Length == 0
        ? ""
        : Path.Combine(_folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(outputFolder)).AsSpan(0, 16)) + ".tsv");

    /// <summary>The record of an output folder, or <see langword="null"/> where nothing is remembered.</summary>
    public OutputRecord? Read(string outputFolder)
    {
        string file = FileFor(outputFolder);
        try
        {
            return file.Length > 0 && File.Exists(file) ? OutputRecord.Parse(File.ReadAllText(file), outputFolder) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Memory that cannot be read is no memory: everything is digested.
            return null;
        }
    }

    /// <summary>
    /// Waits until no other build works on an output folder, and keeps it from others until it is disposed. Several projects may build into one folder.
    /// </summary>
    /// <returns>The lock; <see langword="null"/> where the store cannot be written, or another build holds it for longer than any should.</returns>
    public IDisposable? Lock(string outputFolder, CancellationToken cancellation)
    {
        string file = FileFor(outputFolder);
        for (int attempt = 0; file.Length > 0 && attempt < MaximumAttempts; attempt++)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                Directory.CreateDirectory(_folder);
                return new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (UnauthorizedAccessException)
            {
                return null; // A store that cannot be written has no record to protect, either.
            }
            catch (IOException)
            {
                cancellation.WaitHandle.WaitOne(RetryDelay); // Held by another build, most likely.
            }
        }

        return null;
    }

    /// <summary>Remembers. Whole or not at all: written beside and renamed.</summary>
    /// <returns>Whether it was remembered; a store that cannot be written only costs time.</returns>
    public bool TryWrite(OutputRecord record)
    {
        string file = FileFor(record.Folder);
        if (file.Length == 0)
        {
            return false;
        }

        string temporary = $"{file}.{Guid.NewGuid():n}";
        try
        {
            Directory.CreateDirectory(_folder);
            File.WriteAllText(temporary, record.ToString());
            File.Move(temporary, file, overwrite: true);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Works without memory (a read-only home, a full disk): the next build digests.
            TryDelete(temporary);
            return false;
        }
    }

    /// <summary>Forgets an output folder.</summary>
    public void Delete(string outputFolder)
    {
        string file = FileFor(outputFolder);
        if (file.Length > 0)
        {
            TryDelete(file);
        }
    }

    private static void TryDelete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A record too many is harmless: it is compared with what is there.
        }
    }
}
