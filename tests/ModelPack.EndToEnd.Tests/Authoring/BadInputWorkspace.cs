namespace ModelPack.EndToEnd.Tests.Authoring;

/// <summary>One workspace for many broken projects, so that the SDK is restored once.</summary>
public sealed class BadInputWorkspace : IDisposable
{
    internal static readonly byte[] LfsPointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n"u8.ToArray();

    internal AuthorWorkspace Author { get; } = new();

    public void Dispose() => Author.Dispose();
}
