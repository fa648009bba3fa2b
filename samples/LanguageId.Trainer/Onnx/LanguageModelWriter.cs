using System.Globalization;
using System.Text;
using Google.Protobuf;
using LanguageId.Trainer.Data;
using LanguageId.Trainer.Features;
using LanguageId.Trainer.Training;
using static LanguageId.Trainer.Onnx.GraphBuilder;
using DataType = LanguageId.Trainer.Onnx.TensorProto.Types.DataType;

namespace LanguageId.Trainer.Onnx;

/// <summary>Writes the trained model as ONNX: from the text itself to the language's name, so that whoever runs it needs no code of ours.</summary>
internal static class LanguageModelWriter
{
    private const string Onnx = "";
    private const string OnnxMl = "ai.onnx.ml";
    private const string Microsoft = "com.microsoft";

    // Fills up the shorter texts of a batch. Longer than a character, so no text can contain it and no n-gram has it.
    private const string Padding = "<pad>";
    private const string Batch = "N";

    /// <summary>The model as bytes; equal models give equal bytes.</summary>
    public static byte[] Write(LanguageModel trained)
    {
        (Vocabulary vocabulary, SoftmaxRegression regression) = trained;
        GraphBuilder graph = new("language-id");
        string text = graph.Input("text", DataType.String, Batch);

        // A blank on both sides marks the first and the last word, and makes an empty text an ordinary one.
        string blank = graph.Constant("blank", Text(CharacterTable.Blank));
        string left = graph.Node("text_left", "StringConcat", Onnx, [blank, text]);
        string both = graph.Node("text_both", "StringConcat", Onnx, [left, blank]);

        // One empty separator: a token per character. [N] -> [N, length of the longest text]
        string characters = graph.Node("characters", "Tokenizer", Microsoft, [both],
            Attribute("mark", 0), Attribute("mincharnum", 1), Attribute("pad_value", Padding), Attribute("separators", [""]));
        string folded = graph.Node("folded", "LabelEncoder", OnnxMl, [characters],
            Attribute("keys_strings", vocabulary.Table.Characters.Select(entry => Text(entry.Key)).Append(Padding)),
            Attribute("values_strings", vocabulary.Table.Characters.Select(entry => Text(entry.Value)).Append(Padding)),
            Attribute("default_string", Text(CharacterTable.Unknown)));
        string probabilities = Probabilities(graph, vocabulary, regression, CountNGrams(graph, vocabulary, folded));

        string best = graph.Node("best", "ArgMax", Onnx, [probabilities], Attribute("axis", 1), Attribute("keepdims", 0));
        string language = graph.Node("language", "Gather", Onnx, [graph.Constant("labels", [.. Languages.All]), best], Attribute("axis", 0));
        graph.Output(language, DataType.String, Batch);
        graph.Output(probabilities, DataType.Float, Batch, Languages.All.Count.ToString(CultureInfo.InvariantCulture));

        // Opset 20 is the first with StringConcat; IR version 9 came with it.
        ModelProto model = new()
        {
            IrVersion = 9,
            ProducerName = "LanguageId.Trainer",
            DocString = "Detects the language of short texts.",
            Graph = graph.Graph,
            OpsetImport =
            {
                new OperatorSetIdProto { Domain = Onnx, Version = 20 },
                new OperatorSetIdProto { Domain = OnnxMl, Version = 3 },
                new OperatorSetIdProto { Domain = Microsoft, Version = 1 },
            },
        };
        return model.ToByteArray();
    }

    /// <summary>[N, length] characters -> [N, features] counts.</summary>
    private static string CountNGrams(GraphBuilder graph, Vocabulary vocabulary, string characters)
    {
        // Where in the pool the n-grams of each length begin.
        ILookup<int, NGram> byLength = vocabulary.NGrams.ToLookup(ngram => ngram.Length);
        List<long> starts = [];
        long start = 0;
        for (int length = 1; length <= vocabulary.MaxLength; length++)
        {
            starts.Add(start);
            start += byLength[length].Count() * length;
        }

        return graph.Node("counts", "TfIdfVectorizer", Onnx, [characters],
            Attribute("mode", "TF"),
            Attribute("min_gram_length", 1),
            Attribute("max_gram_length", vocabulary.MaxLength),
            Attribute("max_skip_count", 0),
            Attribute("ngram_counts", starts),
            Attribute("ngram_indexes", Enumerable.Range(0, vocabulary.NGrams.Count).Select(index => (long)index)),
            Attribute("pool_strings", vocabulary.NGrams.SelectMany(ngram => ngram.Characters)));
    }

    /// <summary>[N, features] counts -> [N, languages] probabilities.</summary>
    private static string Probabilities(GraphBuilder graph, Vocabulary vocabulary, SoftmaxRegression regression, string counts)
    {
        string weights = graph.Constant("weights", regression.Weights, vocabulary.NGrams.Count, regression.Classes);
        string bias = graph.Constant("bias", regression.Bias, regression.Classes);

        // Vectors of length one. LpNormalization would divide by zero where a text has none of the n-grams.
        string length = graph.Node("length", "ReduceL2", Onnx, [counts, graph.Constant("axes", 1)], Attribute("keepdims", 1));
        string divisor = graph.Node("divisor", "Max", Onnx, [length, graph.Constant("one", [1f], 1)]);
        string vectors = graph.Node("vectors", "Div", Onnx, [counts, divisor]);
        string logits = graph.Node("logits", "Gemm", Onnx, [vectors, weights, bias]);
        return graph.Node("probabilities", "Softmax", Onnx, [logits], Attribute("axis", 1));
    }

    private static string Text(int codePoint) => new Rune(codePoint).ToString();
}
