using System.Runtime.InteropServices;

namespace ModelPack.Validator.Runtime;

/// <summary>An array of names as C takes it: each ends with a zero.</summary>
internal sealed unsafe class OrtNames : IDisposable
{
    private readonly int _count;

    public OrtNames(IReadOnlyList<byte[]> names)
    {
        _count = names.Count;
        Pointers = (nint*)NativeMemory.AllocZeroed((nuint)Math.Max(_count, 1), (nuint)sizeof(nint));
        for (int i = 0; i < _count; i++)
        {
            Pointers[i] = (nint)NativeMemory.AllocZeroed((nuint)names[i].Length + 1);
            names[i].CopyTo(new Span<byte>((void*)Pointers[i], names[i].Length));
        }
    }

    public nint* Pointers { get; }

    public void Dispose()
    {
        for (int i = 0; i < _count; i++)
        {
            NativeMemory.Free((void*)Pointers[i]);
        }

        NativeMemory.Free(Pointers);
    }
}
