using System.Runtime.InteropServices;
using System.Text;

namespace ModelPack.Validator.Runtime;

/// <summary>
/// The C API of a native ONNX Runtime that is chosen by path, at version 17 of the API: one program drives every runtime from 1.17 on, and
/// element types that the managed API does not know pass through.
/// </summary>
internal sealed unsafe class OrtApi
{
    private const uint ApiVersion = 17;
    private const int LogFatal = 4;

    // Names from the model are in messages, of any length.
    private const int MaxMessage = 8000;
    private const int CpuAllocatorArena = 1;
    private const int CpuMemoryDefault = 0;

    private readonly nint* _table;

    private OrtApi(nint* table)
    {
        _table = table;
        nint created;
        fixed (byte* name = "modelpack\0"u8)
        {
            Check(((delegate* unmanaged<int, byte*, nint*, nint>)this[OrtFunction.CreateEnv])(LogFatal, name, &created));
        }

        Environment = created;
        Check(((delegate* unmanaged<nint, nint>)this[OrtFunction.DisableTelemetryEvents])(Environment));
        Check(((delegate* unmanaged<int, int, nint*, nint>)this[OrtFunction.CreateCpuMemoryInfo])(CpuAllocatorArena, CpuMemoryDefault, &created));
        CpuMemory = created;
        Check(((delegate* unmanaged<nint*, nint>)this[OrtFunction.GetAllocatorWithDefaultOptions])(&created));
        Allocator = created;
    }

    /// <summary>The one environment of the process; never released, as the process ends with it.</summary>
    public nint Environment { get; }

    public nint CpuMemory { get; }

    public nint Allocator { get; }

    /// <summary>A function's address.</summary>
    public nint this[int function] => _table[function];

    /// <exception cref="DllNotFoundException">The file is no library for this machine.</exception>
    /// <exception cref="BadImageFormatException">The file is no library for this machine.</exception>
    /// <exception cref="EntryPointNotFoundException">The file is no ONNX Runtime, or one before 1.17.</exception>
    public static OrtApi Load(string path)
    {
        nint library = NativeLibrary.Load(path);
        nint* apiBase = ((delegate* unmanaged<nint*>)NativeLibrary.GetExport(library, "OrtGetApiBase"))();
        nint* table = ((delegate* unmanaged<uint, nint*>)apiBase[0])(ApiVersion);
        return table is null
            ? throw new EntryPointNotFoundException($"it has not version {ApiVersion} of the API; 1.17 is the oldest version that can be used")
            : new OrtApi(table);
    }

    /// <summary>Turns a status into an exception.</summary>
    public void Check(nint status)
    {
        if (status == 0)
        {
            return;
        }

        int code = ((delegate* unmanaged<nint, int>)this[OrtFunction.GetErrorCode])(status);
        string message = Text(((delegate* unmanaged<nint, byte*>)this[OrtFunction.GetErrorMessage])(status));
        Release(OrtFunction.ReleaseStatus, status);
        throw new OrtException(code, message.Length > MaxMessage ? message[..MaxMessage] : message);
    }

    public void Release(int function, nint handle)
    {
        if (handle != 0)
        {
            ((delegate* unmanaged<nint, void>)this[function])(handle);
        }
    }

    /// <summary>Calls a function of the form <c>f(object, out size_t)</c>.</summary>
    public long Count(int function, nint handle)
    {
        nuint count;
        Check(((delegate* unmanaged<nint, nuint*, nint>)this[function])(handle, &count));
        return (long)count;
    }

    /// <summary>Calls a function of the form <c>f(object, out int)</c>, where the number is an enumeration or a truth value.</summary>
    public int Number(int function, nint handle)
    {
        int number;
        Check(((delegate* unmanaged<nint, int*, nint>)this[function])(handle, &number));
        return number;
    }

    /// <summary>Calls a function of the form <c>f(object, out pointer)</c>.</summary>
    public nint Pointer(int function, nint handle)
    {
        nint pointer;
        Check(((delegate* unmanaged<nint, nint*, nint>)this[function])(handle, &pointer));
        return pointer;
    }

    /// <summary>Calls a function of the form <c>f(out pointer)</c>.</summary>
    public nint Create(int function)
    {
        nint pointer;
        Check(((delegate* unmanaged<nint*, nint>)this[function])(&pointer));
        return pointer;
    }

    /// <summary>Calls a function of the form <c>f(session, index, allocator, out name)</c>. Names are bytes, which need not be UTF-8.</summary>
    public byte[] Name(int function, nint session, long index)
    {
        byte* name;
        Check(((delegate* unmanaged<nint, nuint, nint, byte**, nint>)this[function])(session, (nuint)index, Allocator, &name));
        byte[] bytes = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name).ToArray();
        Check(((delegate* unmanaged<nint, byte*, nint>)this[OrtFunction.AllocatorFree])(Allocator, name));
        return bytes;
    }

    /// <summary>Texts may have bytes that are no UTF-8, from the model.</summary>
    private static string Text(byte* text) => Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));
}
