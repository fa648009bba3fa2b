using System.Text.Json;

namespace ModelPack.Core.Layout.Recipes;

/// <summary>Reads a recipe part by part, in little memory. Nothing in it is trusted: it gives exactly as many bytes as it says, or is refused.</summary>
internal sealed class RecipeReader
{
    private readonly RecipeTokens _tokens;
    private readonly byte[] _literal = new byte[RecipeFormat.MostLiteral];
    private long _given;

    /// <summary>Reads what comes before the parts.</summary>
    /// <param name="stream">The recipe; stays open.</param>
    /// <exception cref="InvalidDataException">It is no recipe.</exception>
    public RecipeReader(Stream stream)
    {
        _tokens = new RecipeTokens(stream);
        Expect(JsonTokenType.StartObject);
        string? path = null;
        string? sha256 = null;
        long? size = null;
        bool version = false;
        while (true)
        {
            Expect(JsonTokenType.PropertyName);
            if (_tokens.Is("recipeVersion"u8) && !version)
            {
                Expect(JsonTokenType.Number);
                version = _tokens.Number == RecipeFormat.Version ? true : throw Refused($"its version is {_tokens.Number}, and {RecipeFormat.Version} is known. Use a newer version of ModelPack");
            }
            else if (_tokens.Is("path"u8) && path is null)
            {
                Expect(JsonTokenType.String);
                path = _tokens.Text;
            }
            else if (_tokens.Is("size"u8) && size is null)
            {
                Expect(JsonTokenType.Number);
                size = _tokens.Number;
            }
            else if (_tokens.Is("sha256"u8) && sha256 is null)
            {
                sha256 = ReadSha256();
            }
            else if (_tokens.Is("parts"u8) && version && path is not null && size is not null && sha256 is not null)
            {
                Expect(JsonTokenType.StartArray);
                Path = path;
                Size = size.Value;
                Sha256 = sha256;
                return;
            }
            else
            {
                throw Refused($"'{Short(_tokens.Text)}' is not expected in it, or not there");
            }
        }
    }

    /// <summary>The path of the author's file in the package.</summary>
    public string Path { get; }

    /// <summary>The size of the author's file in bytes.</summary>
    public long Size { get; }

    /// <summary>The SHA-256 of the author's file.</summary>
    public string Sha256 { get; }

    /// <summary>Reads the next part.</summary>
    /// <returns>Whether there is one; after the last, the recipe gave as many bytes as it says.</returns>
    /// <exception cref="InvalidDataException">It is no recipe.</exception>
    public bool Read(out RecipePart part)
    {
        part = default;
        Next();
        if (_tokens.Type == JsonTokenType.EndArray)
        {
            Expect(JsonTokenType.EndObject);
            if (_tokens.Read())
            {
                throw Refused("something follows behind it");
            }

            return _given == Size ? false : throw Refused($"its parts give {_given} bytes, and the file has {Size}");
        }

        Require(JsonTokenType.StartObject);
        part = ReadPart();
        if (part.Length < 1 || part.Length > Size - _given)
        {
            throw Refused($"a part of it gives {part.Length} bytes at {_given} of {Size}");
        }

        _given += part.Length;
        return true;
    }

    /// <summary>The error of a recipe that is none.</summary>
    /// <param name="what">What is wrong; the end of a sentence.</param>
    /// <param name="inner">What was caught, if anything.</param>
    internal static InvalidDataException Refused(string what, Exception? inner = null) => new($"The recipe cannot be followed: {what}.", inner);

    private RecipePart ReadPart()
    {
        Expect(JsonTokenType.PropertyName);
        RecipePart part;
        if (_tokens.Is("literal"u8))
        {
            Expect(JsonTokenType.String);
            int length = _tokens.Base64(_literal);
            part = new RecipePart(length, _literal.AsMemory(0, length), null, 0);
        }
        else if (_tokens.Is("zeros"u8))
        {
            Expect(JsonTokenType.Number);
            part = new RecipePart(_tokens.Number, default, null, 0);
        }
        else if (_tokens.Is("shard"u8))
        {
            string sha256 = ReadSha256();
            long offset = ReadNumber("offset"u8);
            long length = ReadNumber("length"u8);
            part = offset <= long.MaxValue - length ? new RecipePart(length, default, sha256, offset) : throw Refused("a range in it ends beyond any file");
        }
        else
        {
            throw Refused($"a part of it is '{Short(_tokens.Text)}', which is unknown");
        }

        Expect(JsonTokenType.EndObject);
        return part;
    }

    private string ReadSha256()
    {
        Expect(JsonTokenType.String);
        return _tokens.Text is var text && RecipeFormat.IsSha256(text) ? text : throw Refused($"'{Short(text)}' in it is no SHA-256");
    }

    private long ReadNumber(ReadOnlySpan<byte> name)
    {
        Expect(JsonTokenType.PropertyName);
        if (!_tokens.Is(name))
        {
            throw Refused($"'{Short(_tokens.Text)}' is not expected in it");
        }

        Expect(JsonTokenType.Number);
        return _tokens.Number;
    }

    private void Next()
    {
        if (!_tokens.Read())
        {
            throw Refused("it ends before its end");
        }
    }

    private void Expect(JsonTokenType type)
    {
        Next();
        Require(type);
    }

    private void Require(JsonTokenType type)
    {
        if (_tokens.Type != type)
        {
            throw Refused($"there is {_tokens.Type} in it where {type} is expected");
        }
    }

    private static string Short(string text) => text.Length <= 100 ? text : text[..100] + "…";
}
