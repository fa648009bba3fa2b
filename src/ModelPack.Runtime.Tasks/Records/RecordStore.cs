using System.Security.Cryptography;
using System.Text;

using ModelPack.Runtime.Tasks.Files;
using ModelPack.Runtime.Tasks.Store;

namespace ModelPack.Runtime.Tasks.Records;

/// <summary>
/// Where records live: <c>outputs/</c> under the shared store (<c>MODELPACK_STORE</c>), one file per output folder. Losing it is harmless: the next
/// build digests.
/// </summary>
internal sealed class RecordStore
{
    private readonly string _folder;

    /// <summary>Opens the store.</summary>
    /// <param name="root">The store's folder; empty where there is none.</param>
    public RecordStore(string root)
    {
        _folder = root.Length > 0 ? Path.Combine(root, "outputs") : "";
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
    /// <returns>The lock; <see langword="null"/> where the store cannot be written: then there is no record to protect, either.</returns>
    public IDisposable? Lock(string outputFolder, CancellationToken cancellation)
    {
        string file = FileFor(outputFolder);
        if (file.Length == 0)
        {
            return null;
        }

        try
        {
            Directory.CreateDirectory(_folder);
            return FileLock.Take(file + ".lock", cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
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

        string temporary = TemporaryFiles.NameFor(file);
        try
        {
            Directory.CreateDirectory(_folder);
            TemporaryFiles.DeleteAbandoned(_folder);
            File.WriteAllText(temporary, record.ToString());
            File.Move(temporary, file, overwrite: true);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Works without memory (a read-only home, a full disk): the next build digests.
            TemporaryFiles.TryDelete(temporary);
            return false;
        }
    }

    /// <summary>Forgets an output folder.</summary>
    public void Delete(string outputFolder)
    {
        string file = FileFor(outputFolder);
        if (file.Length > 0)
        {
            TemporaryFiles.TryDelete(file);
        }
    }
}
