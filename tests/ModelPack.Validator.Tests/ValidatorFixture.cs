using System.Reflection;
using System.Runtime.InteropServices;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;
using ModelPack.Core.Samples;
using ModelPack.Core.Validation;

[assembly: AssemblyFixture(typeof(ModelPack.Validator.Tests.ValidatorFixture))]

namespace ModelPack.Validator.Tests;

/// <summary>One validator, with a child per runtime version, for all tests.</summary>
public sealed class ValidatorFixture : IDisposable
{
    public const string Newest = "1.31.1";

    public static string ValidatorAssembly { get; } = Metadata("ValidatorAssembly");

    public static ValidatorOptions Options { get; } = new()
    {
        DotNetHostPath = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet",
        ValidatorAssembly = ValidatorAssembly,
    };

    public ModelValidator Validator { get; } = new(Options);

    public static string PackageFolder(string version) => Path.Combine(Metadata("OnnxRuntimePackages"), version);

    /// <summary>A library of custom operators for this machine, of ONNX Runtime's own making.</summary>
    public static string CustomOps => Directory.EnumerateFiles(Path.Combine(Metadata("ExtensionsPackage"), "runtimes"), "*ortextensions.*", SearchOption.AllDirectories)
        .Single(file => file.Contains($"{Path.DirectorySeparatorChar}{SystemName}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && Path.GetExtension(file) is ".so" or ".dll" or ".dylib");

    private static string SystemName => OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";

    public static ValidationRequest Request(string path, string version = Newest, params SampleSet[] samples)
    {
        ModelFormat format = path.EndsWith(".ort", StringComparison.Ordinal) ? ModelFormat.Ort : ModelFormat.Onnx;
        return new ValidationRequest
        {
            ModelPath = path,
            DisplayPath = Path.GetFileName(path),
            Format = format,
            Facts = Facts(path, format),
            WeightBytes = new FileInfo(path).Length,
            Samples = samples,
            Runtime = version,
            NativeLibrary = RuntimeLibrary.Find(PackageFolder(version), version),
        };
    }

    public ValidationResult Validate(string path, string version = Newest, params SampleSet[] samples) => Validate(Request(path, version, samples));

    public ValidationResult Validate(ValidationRequest request) => Validator.Validate(request, TestContext.Current.CancellationToken);

    /// <summary>Validates, asserts that it failed, and gives the problem.</summary>
    public Problem Fail(ValidationRequest request)
    {
        ValidationResult result = Validate(request);

        Assert.Null(result.Validation);
        return Assert.Single(result.Problems);
    }

    /// <summary>Validates, asserts that it succeeded, and gives the record.</summary>
    public ModelValidation Pass(ValidationRequest request)
    {
        ValidationResult result = Validate(request);

        Assert.True(result.Validation is not null, string.Join("\n", result.Problems.Select(problem => $"{problem.Code} {problem.Message}")));
        Assert.Empty(result.Problems);
        return result.Validation;
    }

    public void Dispose() => Validator.Dispose();

    private static OnnxModelFacts? Facts(string path, ModelFormat format)
    {
        try
        {
            return format == ModelFormat.Ort ? OrtModelReader.Read(path) : OnnxModelReader.Read(path);
        }
        catch (ModelPackException)
        {
            // What the runtime says of such files is tested too.
            return null;
        }
    }

    private static string Metadata(string key) => typeof(ValidatorFixture).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == key).Value!;
}
