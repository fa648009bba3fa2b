namespace ModelPack.Core.Validation.Protocol;

/// <summary>Why a validation failed, as the child process sees it.</summary>
internal sealed record ValidatorFailure
{
    /// <summary>The library could not be opened.</summary>
    public const string Library = "library";

    /// <summary>A library of custom operators could not be registered; with <see cref="File"/>.</summary>
    public const string CustomOps = "customOps";

    /// <summary>The runtime refused the model; with <see cref="RuntimeCode"/>.</summary>
    public const string Load = "load";

    /// <summary>The runtime answered a golden sample with an error; with <see cref="RuntimeCode"/>.</summary>
    public const string Run = "run";

    /// <summary>A run did not end in time.</summary>
    public const string Timeout = "timeout";

    /// <summary>Memory ran out.</summary>
    public const string Memory = "memory";

    /// <summary>A finished problem, with <see cref="Code"/> and <see cref="File"/>.</summary>
    public const string Problem = "problem";

    /// <summary>A tracking store could not be read.</summary>
    public const string Store = "store";

    /// <summary>A tracking store has not got the run; <see cref="Message"/> has some that it has, one a line.</summary>
    public const string NoRun = "noRun";

    /// <summary>A tracking store has not got the registered model; as <see cref="NoRun"/>.</summary>
    public const string NoModel = "noModel";

    /// <summary>One of the constants above.</summary>
    public string Kind { get; set; } = "";

    /// <summary>The runtime's <c>OrtErrorCode</c>.</summary>
    public int RuntimeCode { get; set; }

    public string Message { get; set; } = "";

    public string? Sample { get; set; }

    public string? Code { get; set; }

    public string? File { get; set; }

    public int Line { get; set; }
}
