namespace ModelPack;

/// <summary>The roles of packed files.</summary>
public static class ModelFileRoles
{
    /// <summary>A model file, or external data of one.</summary>
    public const string Weights = "weights";

    /// <summary>A file of a tokenizer.</summary>
    public const string Tokenizer = "tokenizer";

    /// <summary>Configuration and labels.</summary>
    public const string Config = "config";

    /// <summary>A prompt template or system prompt.</summary>
    public const string Prompt = "prompt";

    /// <summary>Retrieval (RAG) configuration.</summary>
    public const string Retrieval = "retrieval";

    /// <summary>Evaluation data or results.</summary>
    public const string Evaluation = "evaluation";

    /// <summary>A golden sample.</summary>
    public const string Sample = "sample";
}
