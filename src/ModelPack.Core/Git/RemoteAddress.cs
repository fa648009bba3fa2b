using ModelPack.Core.Lineage.Privacy;

namespace ModelPack.Core.Git;

/// <summary>The address of a repository as a checkout has it, maybe with what the checkout was made with.</summary>
internal static class RemoteAddress
{
    /// <summary>A name without a password that is longer is a token.</summary>
    private const int LongestName = 20;

    /// <summary>Build servers put tokens into the address that end with the job, and are in no file of the author's.</summary>
    private static readonly string[] BuildServers = ["gitlab-ci-token", "x-access-token", "x-token-auth"];

    /// <summary>Whether an address holds a secret that its author should remove.</summary>
    /// <param name="url">The address.</param>
    public static bool HoldsSecret(string url)
    {
        string rest = url;
        if (Uri.TryCreate(url, UriKind.Absolute, out Uri? address) && address.UserInfo is { Length: > 0 } login && url.IndexOf(login + "@", StringComparison.Ordinal) is >= 0 and var at)
        {
            string[] words = login.Split(':', 2);
            if (words is [var user, _] ? !BuildServers.Contains(user, StringComparer.Ordinal) : login.Length > LongestName || Secrets.Without(login) != login)
            {
                return true;
            }

            rest = url.Remove(at, login.Length + 1);
        }

        return Secrets.Without(rest) != rest;
    }
}
