namespace ModelPack.Core.Onnx;

/// <summary>What a model file says about itself, read without running it.</summary>
public sealed class OnnxModelFacts
{
    /// <summary>The version of the intermediate representation, where given.</summary>
    public long? IrVersion { get; internal set; }

    /// <summary>The exporter, as <c>name version</c>, where given.</summary>
    public string? Producer { get; internal set; }

    /// <summary>The model's namespace, where given.</summary>
    public string? Domain { get; internal set; }

    /// <summary>The version of the model, where given.</summary>
    public long? ModelVersion { get; internal set; }

    /// <summary>The graph's name, where given.</summary>
    public string? GraphName { get; internal set; }

    /// <summary>The operator sets by domain; the default domain is <c>ai.onnx</c>. An <c>.ort</c> file lists all that its writer knew, not those it needs.</summary>
    public SortedDictionary<string, long> Opsets { get; } = new(StringComparer.Ordinal);

    /// <summary>What a run must be given, in the graph's order: its inputs without those that have an initializer.</summary>
    public IReadOnlyList<ModelValue> Inputs { get; internal set; } = [];

    /// <summary>What a run gives, in the graph's order.</summary>
    public IReadOnlyList<ModelValue> Outputs { get; internal set; } = [];

    /// <summary>Inputs that have an initializer as default, which a run may replace (IR version 4 and later).</summary>
    public IReadOnlySet<string> OverridableInputs { get; internal set; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>
    /// How many numbers the initializers of the graph and its subgraphs hold (of sparse ones, those that are stored). Initializers whose shape is
    /// impossible do not count; no more than <see cref="long.MaxValue"/>.
    /// </summary>
    public long Parameters { get; private set; }

    /// <summary>The author's key-value pairs. Values beyond 1 MiB are left out.</summary>
    public SortedDictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>Tensors whose data lies in other files, in the file's order.</summary>
    public IReadOnlyList<ExternalDataReference> ExternalData { get; internal set; } = [];

    /// <summary>Domains of the operators that nodes use, in subgraphs and functions too; the default domain is <c>ai.onnx</c>.</summary>
    public IReadOnlySet<string> OperatorDomains { get; internal set; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The bytes of float16 and bfloat16 initializers, of the graph and its subgraphs; no more than <see cref="long.MaxValue"/>.</summary>
    public long HalfPrecisionBytes { get; private set; }

    /// <summary>Whether it multiplies by weights of a few bits (<c>MatMulNBits</c>): many times slower where the runtime may not bring them into an order of its own first.</summary>
    public bool HasPackedBitWeights { get; internal set; }

    /// <summary>How many nodes the graph has once the model's own functions are written out in place of their calls; <see langword="null"/> where it has no functions.</summary>
    public long? ExpandedNodes { get; internal set; }

    /// <summary>A function of the model that calls itself, directly or through others; <see langword="null"/> where none does.</summary>
    public string? RecursiveFunction { get; internal set; }

    internal void AddHalfPrecision(long elements) => HalfPrecisionBytes = elements > (long.MaxValue - HalfPrecisionBytes) / 2 ? long.MaxValue : HalfPrecisionBytes + (2 * elements);

    internal void AddParameters(long count) => Parameters = Parameters > long.MaxValue - count ? long.MaxValue : Parameters + count;

    internal static string DomainOrDefault(string domain) => domain.Length == 0 ? "ai.onnx" : domain;

    internal static string? JoinProducer(string? name, string? version) => $"{name} {version}".Trim() is { Length: > 0 } text ? text : null;

    /// <summary>Sets inputs and overridable inputs from the graph's inputs and the initializers among them.</summary>
    internal void SplitInputs(IReadOnlyList<ModelValue> graphInputs, IReadOnlySet<string> initialized)
    {
        Inputs = [.. graphInputs.Where(value => !initialized.Contains(value.Name))];
        OverridableInputs = IrVersion >= 4
            ? graphInputs.Select(value => value.Name).Where(initialized.Contains).ToHashSet(StringComparer.Ordinal)
            : new HashSet<string>(StringComparer.Ordinal);
    }
}
