using System.Security.Cryptography;

namespace ModelPack;

/// <summary>Compares a file with what the manifest states, without loading it.</summary>
internal static class ModelFileVerifier
{
    public static ModelFileMismatch? Check(ModelFolderFile file, string fullPath, CancellationToken cancellationToken)
    {
        if (!File.Exists(fullPath))
        {
            return new ModelFileMismatch(file.Path, ModelFileMismatchKind.Missing);
        }

        using FileStream stream = new(fullPath, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        if (stream.Length != file.Size)
        {
            return new ModelFileMismatch(file.Path, ModelFileMismatchKind.Content);
        }

        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 20];
        for (int read; (read = stream.Read(buffer, 0, buffer.Length)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset()) == file.Sha256 ? null : new ModelFileMismatch(file.Path, ModelFileMismatchKind.Content);
    }
}
