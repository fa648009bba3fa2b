using System.Buffers;

namespace ModelPack.Core.Layout.Recipes;

/// <summary>What writer and reader of recipes agree on.</summary>
internal static class RecipeFormat
{
    /// <summary>The version.</summary>
    public const int Version = 1;

    /// <summary>The most bytes of one literal, decoded.</summary>
    public const int MostLiteral = 48 * 1024;

    private static readonly SearchValues<char> s_hex = SearchValues.Create("0123456789abcdef");

    /// <summary>Whether a text is a SHA-256 as we write it.</summary>
    public static bool IsSha256(string text) => text.Length == 64 && !text.AsSpan().ContainsAnyExcept(s_hex);
}
