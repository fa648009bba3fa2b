using System.Net;

namespace ModelPack.Feeds.Pushing;

/// <summary>What a feed answered to a push.</summary>
/// <param name="Status">The status.</param>
/// <param name="Text">What it says about a refusal, or nothing.</param>
/// <param name="IsPage">Whether the answer is a page for people, as of a sign-in or a proxy.</param>
internal sealed record PushAnswer(HttpStatusCode Status, string Text, bool IsPage)
{
    /// <summary>Whether the feed took the package.</summary>
    public bool IsSuccess => (int)Status is >= 200 and < 300;
}
