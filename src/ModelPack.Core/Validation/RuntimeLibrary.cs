using System.Runtime.InteropServices;
using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Validation;

/// <summary>Finds ONNX Runtime's native library in the folder of a restored Microsoft.ML.OnnxRuntime package.</summary>
public static class RuntimeLibrary
{
    /// <summary>The library for this machine.</summary>
    /// <param name="packageFolder">The full path of the package's folder.</param>
    /// <param name="runtime">The version, for the message.</param>
    /// <returns>The full path.</returns>
    /// <exception cref="ModelPackException">The package has none for this machine.</exception>
    public static string Find(string packageFolder, string runtime) => Find(packageFolder, runtime, OperatingSystemName, RuntimeInformation.ProcessArchitecture);

    internal static string Find(string packageFolder, string runtime, string system, Architecture architecture)
    {
        // The portable identifier: a distribution's own (RuntimeInformation.RuntimeIdentifier) is in no package.
        string rid = $"{system}-{architecture.ToString().ToLowerInvariant()}";
        string file = system switch
        {
            "win" => "onnxruntime.dll",
            "osx" => "libonnxruntime.dylib",
            _ => "libonnxruntime.so",
        };
        string path = Path.Combine(packageFolder, "runtimes", rid, "native", file);
        if (File.Exists(path))
        {
            return path;
        }

        string has = string.Join(", ", Available(packageFolder, file));
        throw new ModelPackException(new Problem(
            DiagnosticCodes.RuntimeLibraryUnusable,
            $"ONNX Runtime {runtime} has no library for this machine ({rid}); the package has {(has.Length == 0 ? "none for this system" : has)}. "
            + "Set ModelPackOnnxRuntimeVersion to a version that has one, or ModelPackValidate to false.",
            packageFolder));
    }

    private static string OperatingSystemName => OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";

    private static IEnumerable<string> Available(string packageFolder, string file)
    {
        string runtimes = Path.Combine(packageFolder, "runtimes");
        return Directory.Exists(runtimes)
            ? Directory.EnumerateDirectories(runtimes).Where(folder => File.Exists(Path.Combine(folder, "native", file))).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)
            : [];
    }
}
