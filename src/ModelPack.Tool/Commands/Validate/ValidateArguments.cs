using System.CommandLine;
using System.Globalization;
using ModelPack.Core.Packing;
using ModelPack.Core.Validation;
using ModelPack.Feeds;
using NuGet.Versioning;

namespace ModelPack.Tool.Commands.Validate;

/// <summary>The options of <c>validate</c>.</summary>
internal sealed class ValidateArguments
{
    private const long LeastMemory = 64L << 20;

    private readonly Option<string[]> _runtimes = new("--onnxruntime")
    {
        Description = $"Run in this version of ONNX Runtime ({OnnxRuntimes.DefaultVersion}). Can be repeated. It is fetched where it is not on this machine.",
        HelpName = "version",
    };

    private readonly Option<string[]> _providers = new("--execution-provider", "--ep")
    {
        Description = $"The execution provider that the model is for ({ExecutionProviders.Cpu}). Can be repeated. For others than {ExecutionProviders.Cpu} the structure is checked, and nothing is run.",
        HelpName = "name",
    };

    private readonly Option<string?> _timeout = new("--timeout") { Description = "How long the load and each run may take, in seconds (120).", HelpName = "seconds" };
    private readonly Option<string?> _memory = new("--memory") { Description = "How much memory a model may take above its weights, e.g. 500MiB (8GiB).", HelpName = "size" };
    private readonly Option<string[]> _customOps = new("--custom-ops") { Description = "A native library with custom operators. Can be repeated.", HelpName = "file" };
    private readonly Option<string?> _samples = new("--samples") { Description = "Take the golden samples of this folder instead of those beside the model.", HelpName = "folder" };
    private readonly Option<string?> _model = new("--model") { Description = "Validate only this model of several, by its path in the folder or package.", HelpName = "path" };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public ValidateArguments(Command command)
    {
        foreach (Option option in (Option[])[_runtimes, _providers, _timeout, _memory, _customOps, _samples, _model])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Reads what was given.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">A value is wrong (MP5102).</exception>
    public ValidateSettings Read(ParseResult result)
    {
        (Option Option, string Property)[] properties =
        [
            (_runtimes, "ModelPackOnnxRuntimeVersion"), (_providers, "ModelPackExecutionProviders"), (_timeout, "ModelPackValidationTimeout"),
            (_memory, "ModelPackValidationMemory"), (_customOps, "ModelPackCustomOps"), (_samples, "ModelSample items"), (_model, "ModelWeights items"),
        ];
        return new ValidateSettings(
            OneOrMore([.. Values(result, _runtimes).Select(Runtime)], OnnxRuntimes.DefaultVersion),
            OneOrMore([.. Values(result, _providers).Select(Provider)], ExecutionProviders.Cpu),
            Timeout(result.GetValue(_timeout) ?? "120"),
            Memory(result.GetValue(_memory) ?? "8GiB"),
            [.. Values(result, _customOps).Select(Library).Distinct(StringComparer.Ordinal)],
            result.GetValue(_samples) is { } samples ? Folder(samples) : null,
            result.GetValue(_model)?.Replace('\\', '/'),
            [.. properties.Where(pair => result.GetResult(pair.Option) is { Implicit: false }).Select(pair => (pair.Option.Name, pair.Property))]);
    }

    private static string[] Values(ParseResult result, Option<string[]> option) => result.GetValue(option) ?? [];

    private static string[] OneOrMore(string[] values, string otherwise) => values.Length == 0 ? [otherwise] : [.. values.Distinct(StringComparer.Ordinal)];

    private static string Runtime(string text) => NuGetVersion.TryParse(text, out NuGetVersion? version)
        ? version.ToNormalizedString()
        : throw ToolProblems.BadArgument($"--onnxruntime {text}: that is no version. Write one of the package Microsoft.ML.OnnxRuntime, e.g. {OnnxRuntimes.DefaultVersion}.");

    private static string Provider(string text) => ExecutionProviders.Names.FirstOrDefault(name => name.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase))
        ?? throw ToolProblems.BadArgument($"--execution-provider {text}: that is no execution provider. Use some of {string.Join(", ", ExecutionProviders.Names)}.");

    private static TimeSpan Timeout(string text) => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds is > 0 and < 1e9
        ? TimeSpan.FromSeconds(seconds)
        : throw ToolProblems.BadArgument($"--timeout {text}: that is no positive number of seconds. Correct it.");

    private static long Memory(string text) => ByteSize.Parse(text) switch
    {
        null => throw ToolProblems.BadArgument($"--memory {text}: that is no size. Write a number of bytes, or a number with KiB, MiB, GiB or TiB."),
        < LeastMemory => throw ToolProblems.BadArgument($"--memory {text}: ONNX Runtime itself does not start with that. Write at least {ByteSizes.Text(LeastMemory)}."),
        { } bytes => bytes,
    };

    private static string Library(string text) => File.Exists(text)
        ? Path.GetFullPath(text)
        : throw ToolProblems.BadArgument($"--custom-ops {text}: there is no such file. Name a library of custom operators for ONNX Runtime.");

    private static string Folder(string text) => Directory.Exists(text)
        ? Path.GetFullPath(text)
        : throw ToolProblems.BadArgument($"--samples {text}: there is no such folder. Name one that holds samples.");
}
