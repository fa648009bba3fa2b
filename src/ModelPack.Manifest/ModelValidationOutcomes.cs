namespace ModelPack;

/// <summary>What a validation established.</summary>
public static class ModelValidationOutcomes
{
    /// <summary>Golden samples were run and their outputs agree.</summary>
    public const string Matches = "matches";

    /// <summary>The model was run on a synthesized input.</summary>
    public const string Runs = "runs";

    /// <summary>The model was loaded; a run on a synthesized input was answered with an error, or was not tried.</summary>
    public const string Loads = "loads";

    /// <summary>The model does not load, ends with an error, or gives other outputs than the golden ones. No manifest has it: such a model is not packed.</summary>
    public const string Fails = "fails";

    /// <summary>Nothing was run: validation is off, or the format is one that cannot be run here.</summary>
    public const string NotValidated = "not validated";
}
