using System.Runtime.CompilerServices;

namespace ModelPack.Testing;

/// <summary>Code under test remembers digests in a folder of the test run, never in the user's.</summary>
internal static class OwnStore
{
    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "Before any test of the process.")]
    internal static void Use() => Environment.SetEnvironmentVariable("MODELPACK_STORE", Path.Combine(Path.GetTempPath(), $"modelpack-store-{Environment.ProcessId}"));
}
