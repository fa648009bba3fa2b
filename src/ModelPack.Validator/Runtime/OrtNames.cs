using System.Runtime.InteropServices;

namespace ModelPack.Validator.Runtime;

/// <summary>An array of names as C takes it.</summary>
internal sealed unsafe class OrtNames : IDisposable
{
    private readonly int _count;

    public OrtNames(string[] names)
    {
        _count = names.Length;
        Pointers = (nint*)NativeMemory.AllocZeroed((nuint)Math.Max(_count, 1), (nuint)sizeof(nint));
        for (int i = 0; i < _count; i++)
        {
            Pointers[i] = Marshal.StringToCoTaskMemUTF8(names[i]);
        }
    }

    public nint* Pointers { get; }

    public void Dispose()
    {
        for (int i = 0; i < _count; i++)
        {
            Marshal.FreeCoTaskMem(Pointers[i]);
        }

        NativeMemory.Free(Pointers);
    }
}
