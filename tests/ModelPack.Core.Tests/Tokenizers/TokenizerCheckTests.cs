using System.Text;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Projects;
using ModelPack.Core.Tokenizers;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.Tokenizers;

public sealed class TokenizerCheckTests : IDisposable
{
    public const string Bpe = """{"version":"1.0","added_tokens":[{"id":0,"content":"<unk>"}],"model":{"type":"BPE","vocab":{"a":0,"b":1,"ab":2,"c":5},"merges":["a b"]}}""";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static byte[] SentencePiece(params (string Text, ulong Type)[] pieces)
    {
        ProtoWriter model = new();
        foreach ((string text, ulong type) in pieces)
        {
            model.Message(1, new ProtoWriter().Text(1, text).Varint(3, (long)type));
        }

        return model.ToArray();
    }

    [Theory]
    [InlineData("tokenizer.json", Bpe)]
    [InlineData("tokenizer.json", """{"model":{"merges":[["a","b"]],"vocab":{"a":0,"b":1,"ab":2}}}""")]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE","vocab":{},"merges":{}}}""")]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE","continuing_subword_prefix":"##","vocab":{"a":0,"##b":1,"ab":2},"merges":["a ##b"]}}""")]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE","vocab":{"▁":0,"▁▁":1},"merges":["▁ ▁","   "]}}""")]
    [InlineData("tokenizer.json", """{"model":{"unk_id":1,"vocab":[["a",-1.5],["<unk>",0]]}}""")]
    [InlineData("tokenizer.json", """{"model":{"type":"WordPiece","vocab":{"[UNK]":0}}}""")]
    [InlineData("tokenizer_config.json", """{"model_max_length":1000000000000000019884624838656}""")]
    [InlineData("added_tokens.json", """{"<x>":32000}""")]
    [InlineData("vocab.json", """{"a":0,"b":7}""")]
    [InlineData("vocab.json", """{"eng":{"a":0},"deu":{"a":0}}""")]
    [InlineData("vocab.txt", "[PAD]\n[UNK]\r\nthe\n")]
    [InlineData("merges.txt", "#version: 0.2\na b\n\n# #\ne n</w> 12\n")]
    [InlineData("base.tiktoken", "IQ== 0\nIg== 1\n")]
    [InlineData("tokenizer.model", "IQ== 0\nIg== 1\n")]
    [InlineData("unknown.bin", "anything")]
    public void UsableFilesPass(string name, string content) => TokenizerChecks.Check(_folder.Write(name, content), ModelItemKind.Tokenizer);

    [Theory]
    [InlineData("tokenizer.json", "{", DiagnosticCodes.JsonInvalid)]
    [InlineData("tokenizer.json", "[]", DiagnosticCodes.JsonInvalid)]
    [InlineData("tokenizer.json", """{"model":{"vocab":{"\ud800":0}}}""", DiagnosticCodes.JsonInvalid)]
    [InlineData("tokenizer.json", "{}", DiagnosticCodes.TokenizerInvalid)]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE"}}""", DiagnosticCodes.TokenizerInvalid)]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE","vocab":{"a":0}}}""", DiagnosticCodes.TokenizerInvalid)]
    [InlineData("tokenizer.json", """{"model":{"type":"New","vocab":{"a":0}}}""", DiagnosticCodes.TokenizerInvalid)]
    [InlineData("tokenizer.json", """{"model":{"type":"Unigram","vocab":{"a":0}}}""", DiagnosticCodes.TokenizerInvalid)]
    [InlineData("tokenizer.json", """{"model":{"type":"WordLevel","vocab":{"a":0,"b":0}}}""", DiagnosticCodes.TokenizerInvalid)]
    [InlineData("tokenizer.json", """{"model":{"type":"WordLevel","vocab":{"a":-1}}}""", DiagnosticCodes.TokenizerInvalid)]
    [InlineData("tokenizer.json", """{"model":{"type":"WordLevel","vocab":{"a":4294967296}}}""", DiagnosticCodes.TokenizerInvalid)]
    [InlineData("tokenizer.json", """{"model":{"unk_id":2,"vocab":[["a",0],["b",0]]}}""", DiagnosticCodes.TokenizerInvalid)]
    [InlineData("tokenizer.json", """{"model":{"vocab":[["a"]]}}""", DiagnosticCodes.TokenizerInvalid)]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE","vocab":{"a":0,"b":1},"merges":["a b"]}}""", DiagnosticCodes.TokenizerInvalid)]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE","vocab":{"a":0,"ab":1},"merges":["ab"]}}""", DiagnosticCodes.TokenizerInvalid)]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE","vocab":{"a":0},"merges":{"a":"b"}}}""", DiagnosticCodes.TokenizerInvalid)]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE","vocab":{"a":0},"merges":[1]}}""", DiagnosticCodes.TokenizerInvalid)]
    [InlineData("tokenizer.json", "", DiagnosticCodes.ModelEmpty)]
    [InlineData("tokenizer.json", "<!DOCTYPE html><html></html>", DiagnosticCodes.ModelIsHtml)]
    [InlineData("special_tokens_map.json", "[1]", DiagnosticCodes.JsonInvalid)]
    [InlineData("vocab.json", """{"a":0,"b":0}""", DiagnosticCodes.VocabularyInvalid)]
    [InlineData("vocab.json", """{"a":"b"}""", DiagnosticCodes.VocabularyInvalid)]
    [InlineData("vocab.txt", "\n\n", DiagnosticCodes.VocabularyInvalid)]
    [InlineData("merges.txt", "#version: 0.2\na b\nab\n", DiagnosticCodes.VocabularyInvalid)]
    [InlineData("a.tiktoken", "IQ== 0\n!! 1\n", DiagnosticCodes.TiktokenInvalid)]
    [InlineData("a.tiktoken", "IQ== 0\nIg== 0\n", DiagnosticCodes.TiktokenInvalid)]
    [InlineData("a.tiktoken", "IQ==\n", DiagnosticCodes.TiktokenInvalid)]
    [InlineData("a.tiktoken", "\n", DiagnosticCodes.TiktokenInvalid)]
    public void UnusableFilesAreNamed(string name, string content, string code) => Assert.Equal(code, Error(name, Encoding.UTF8.GetBytes(content)).Code);

    [Fact]
    public void SentencePieceModelsAreChecked()
    {
        TokenizerChecks.Check(_folder.Write("a.model", SentencePiece(("<unk>", 2), ("a", 1))), ModelItemKind.Tokenizer);

        Assert.Equal(DiagnosticCodes.SentencePieceInvalid, Error("a.model", SentencePiece(("a", 1))).Code);
        Assert.Equal(DiagnosticCodes.SentencePieceInvalid, Error("a.model", SentencePiece(("<unk>", 2), ("<unk2>", 2))).Code);
        Assert.Equal(DiagnosticCodes.SentencePieceInvalid, Error("a.model", SentencePiece(("<unk>", 2), ("a", 1), ("a", 1))).Code);
        Assert.Equal(DiagnosticCodes.SentencePieceInvalid, Error("a.model", SentencePiece(("<unk>", 2), ("", 1))).Code);
        Assert.Equal(DiagnosticCodes.SentencePieceInvalid, Error("a.model", SentencePiece(("<unk>", 7))).Code);
        Assert.Equal(DiagnosticCodes.SentencePieceInvalid, Error("a.model", SentencePiece(("<unk>", 2), ("abc", 1))[..^4]).Code);
        Assert.Equal(DiagnosticCodes.SentencePieceInvalid, Error("a.spm", [0, 1, 2]).Code);
    }

    [Fact]
    public void ErrorsNameTheLine()
    {
        Assert.Equal(3, Error("merges.txt", "#version: 0.2\na b\nab\n"u8.ToArray()).Line);
        Assert.Equal(2, Error("tokenizer.json", "{\n\"a\": tru\n}"u8.ToArray()).Line);
    }

    [Theory]
    [InlineData("config.json", """{"time_step_limit":[0.0,Infinity],"x":NaN,"y":-Infinity,"text":"NaN -Infinity \" Infinity"}""", null)]
    [InlineData("config.json", "\ufeff{}", null)]
    [InlineData("modules.json", "[]", null)]
    [InlineData("labels.json", "[\"a\"]", null)]
    [InlineData("settings.json", "// ours\n{ \"a\": 1, }", null)]
    [InlineData("config.json", """{"a":{"x":1},"b":{"x":1}}""", null)]
    [InlineData("config.json", """{"a":{"x":1,"\u0078":2}}""", DiagnosticCodes.JsonInvalid)]
    [InlineData("config.json", "[]", DiagnosticCodes.JsonInvalid)]
    [InlineData("config.json", "{\"a\":Infinit}", DiagnosticCodes.JsonInvalid)]
    [InlineData("generation_config.json", "null", DiagnosticCodes.JsonInvalid)]
    [InlineData("preprocessor_config.json", "1", DiagnosticCodes.JsonInvalid)]
    [InlineData("modules.json", "\"a\"", DiagnosticCodes.JsonInvalid)]
    [InlineData("labels.json", "{\"a\"", DiagnosticCodes.JsonInvalid)]
    public void ConfigurationsAreJson(string name, string content, string? code)
    {
        string path = _folder.Write(name, content);

        Exception? exception = Record.Exception(() => TokenizerChecks.Check(path, ModelItemKind.Config));

        Assert.Equal(code, (exception as ModelPackException)?.Problem.Code);
    }

    /// <summary>The rows of the index say "valid", "valid JSON" or "data" of all these files.</summary>
    [Fact]
    public void EveryThirdPartyTokenizerPasses()
    {
        foreach (string path in TestData.Index().Select(row => row["path"]).Where(path => path.StartsWith("tokenizers/", StringComparison.Ordinal) || path.StartsWith("packages/", StringComparison.Ordinal)))
        {
            string full = TestData.Get(path);
            TokenizerChecks.Check(full, ModelItemKind.Tokenizer);
            TokenizerChecks.Check(full, ModelItemKind.Config);
        }
    }

    [Theory]
    [InlineData("json-deep.json", "config.json", ModelItemKind.Config, DiagnosticCodes.JsonInvalid)]
    [InlineData("json-duplicate-keys.json", "config.json", ModelItemKind.Config, DiagnosticCodes.JsonInvalid)]
    [InlineData("tokenizer-truncated.json", "tokenizer.json", ModelItemKind.Tokenizer, DiagnosticCodes.JsonInvalid)]
    [InlineData("spiece-truncated.model", "spiece.model", ModelItemKind.Tokenizer, DiagnosticCodes.SentencePieceInvalid)]
    public void MalformedThirdPartyFilesAreRefusedUnderAnyName(string file, string name, ModelItemKind kind, string code)
    {
        string original = TestData.Get("malformed/" + file);
        string named = _folder.Write(name, File.ReadAllBytes(original));

        Assert.Equal(code, Assert.Throws<ModelPackException>(() => TokenizerChecks.Check(named, kind)).Problem.Code);
        Assert.Equal(code, Assert.Throws<ModelPackException>(() => TokenizerChecks.Check(original, kind)).Problem.Code);
    }

    private Problem Error(string name, byte[] content)
    {
        string path = _folder.Write(name, content);
        Problem problem = Assert.Throws<ModelPackException>(() => TokenizerChecks.Check(path, ModelItemKind.Tokenizer)).Problem;
        Assert.Equal(path, problem.File);
        return problem;
    }
}
