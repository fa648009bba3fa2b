using System.Security.Cryptography;
using System.Text;
using NuGet.Configuration;

namespace ModelPack.Feeds.Configuration;

/// <summary>What a source is called in the store of this machine. User, password and query are no part of it: a token in them changes, and the feed is the same.</summary>
internal static class SourceKey
{
    /// <summary>The key of a source: 32 lower case hexadecimal digits.</summary>
    public static string Of(PackageSource source) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(SourceName.Place(source.Source).TrimEnd('/'))))[..32];
}
