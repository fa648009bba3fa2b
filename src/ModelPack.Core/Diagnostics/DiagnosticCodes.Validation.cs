namespace ModelPack.Core.Diagnostics;

public static partial class DiagnosticCodes
{
    /// <summary>The validator process could not be started, or ended before it took a model.</summary>
    public const string ValidatorNotStarted = "MP2030";

    /// <summary>The ONNX Runtime package has no library for this machine, or the library cannot be opened.</summary>
    public const string RuntimeLibraryUnusable = "MP2031";

    /// <summary>ONNX Runtime refuses to load the model.</summary>
    public const string ModelDoesNotLoad = "MP2032";

    /// <summary>The model uses an operator that this ONNX Runtime does not know.</summary>
    public const string OperatorUnknown = "MP2033";

    /// <summary>The model's operator set or IR version is newer than this ONNX Runtime.</summary>
    public const string OpsetTooNew = "MP2034";

    /// <summary>An operator of the model has no kernel for the execution provider.</summary>
    public const string NoKernel = "MP2035";

    /// <summary>A golden sample's file cannot be read.</summary>
    public const string SampleUnreadable = "MP2036";

    /// <summary>A golden sample does not fit the model's signature.</summary>
    public const string SampleContradictsSignature = "MP2037";

    /// <summary>ONNX Runtime answers a golden sample's input with an error.</summary>
    public const string GoldenRunFailed = "MP2038";

    /// <summary>An output is missing or has another type or shape than the golden one.</summary>
    public const string OutputShapeDiffers = "MP2039";

    /// <summary>An output's values are not the golden ones.</summary>
    public const string OutputValueDiffers = "MP2040";

    /// <summary>ONNX Runtime crashed on the model.</summary>
    public const string ModelCrashes = "MP2041";

    /// <summary>The model did not load within the time limit.</summary>
    public const string LoadTimeout = "MP2042";

    /// <summary>A run of the model did not end within the time limit.</summary>
    public const string RunTimeout = "MP2043";

    /// <summary>The model needs more memory than the limit.</summary>
    public const string MemoryLimitExceeded = "MP2044";

    /// <summary>The model needs a locale that this machine lacks.</summary>
    public const string LocaleMissing = "MP2045";

    /// <summary>The model uses an operator of somebody's own, and no library has it.</summary>
    public const string CustomOperatorMissing = "MP2046";

    /// <summary>A library of custom operators does not exist or cannot be registered.</summary>
    public const string CustomOpsUnusable = "MP2047";

    /// <summary>The model was compiled for other hardware.</summary>
    public const string CompiledForOtherHardware = "MP2048";

    /// <summary>An input or output is of a type that ONNX Runtime's .NET API cannot express. A warning.</summary>
    public const string TypeBeyondDotNet = "MP2049";

    /// <summary>The model's functions expand to more nodes than any real model has.</summary>
    public const string FunctionsExpandTooFar = "MP2050";

    /// <summary>A function of the model calls itself.</summary>
    public const string FunctionRecursive = "MP2051";

    /// <summary>A sample's outputs could not be recorded.</summary>
    public const string SampleNotRecorded = "MP2052";

    /// <summary>The model loads as it is, but not with its large tensors in files of their own.</summary>
    public const string LoadsOnlyWhole = "MP2053";
}
