using ModelPack.Runtime.Tasks.Revocations;

namespace ModelPack.Runtime.Tests.Revocations;

/// <summary>A source whose answer a test sets, and that counts how often it was asked.</summary>
internal sealed class SetSource : IRevocationSource
{
    public RevocationAnswer Answer { get; set; } = new([], null);

    public int Asked { get; private set; }

    public RevocationAnswer Ask(IReadOnlyList<string> models, string folder, CancellationToken cancellation)
    {
        Asked++;
        return Answer;
    }
}
