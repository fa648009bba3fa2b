namespace ModelPack.Core.Projects;

/// <summary>The item types of a model project.</summary>
public enum ModelItemKind
{
    /// <summary><c>ModelWeights</c>: a model file.</summary>
    Weights,

    /// <summary><c>ModelTokenizer</c>: a file of a tokenizer.</summary>
    Tokenizer,

    /// <summary><c>ModelConfig</c>: configuration and labels.</summary>
    Config,

    /// <summary><c>ModelPrompt</c>: a prompt template or system prompt.</summary>
    Prompt,

    /// <summary><c>ModelRetrieval</c>: retrieval (RAG) configuration.</summary>
    Retrieval,

    /// <summary><c>ModelEvaluation</c>: an evaluation data set or result.</summary>
    Evaluation,

    /// <summary><c>ModelSample</c>: a golden sample.</summary>
    Sample,

    /// <summary><c>ModelCard</c>: the model card.</summary>
    Card,

    /// <summary><c>ModelDataset</c>: a data reference.</summary>
    Dataset,

    /// <summary><c>ModelMetric</c>: a measured quality.</summary>
    Metric,

    /// <summary><c>ModelHyperparameter</c>: a training setting.</summary>
    Hyperparameter,

    /// <summary><c>ModelEndpoint</c>: a hosted model.</summary>
    Endpoint,

    /// <summary><c>ModelLineage</c>: a file to import facts from.</summary>
    Lineage,

    /// <summary>A model package that this one consists of.</summary>
    Part,

    /// <summary><c>ModelBaseModel</c>: a model that this one was made from.</summary>
    BaseModel,
}
