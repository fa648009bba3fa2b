using System.Buffers;

namespace ModelPack.Validator.Runtime;

/// <summary>Native values and the managed memory that they point into, released together.</summary>
/// <param name="api">The runtime.</param>
internal sealed class OrtValueSet(OrtApi api) : IDisposable
{
    private readonly List<nint> _values = [];
    private readonly List<MemoryHandle> _pins = [];

    public nint Add(nint value)
    {
        _values.Add(value);
        return value;
    }

    /// <summary>Gives a value up: the caller releases it.</summary>
    public nint Detach(nint value)
    {
        _values.Remove(value);
        return value;
    }

    public unsafe void* Pin(ReadOnlyMemory<byte> memory)
    {
        MemoryHandle pin = memory.Pin();
        _pins.Add(pin);
        return pin.Pointer;
    }

    public void Dispose()
    {
        foreach (nint value in _values)
        {
            api.Release(OrtFunction.ReleaseValue, value);
        }

        foreach (MemoryHandle pin in _pins)
        {
            pin.Dispose();
        }

        _values.Clear();
        _pins.Clear();
    }
}
