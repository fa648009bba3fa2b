using System.Runtime.InteropServices;
using System.Text;
using ModelPack.Core.Samples;

namespace ModelPack.Validator.Runtime;

/// <summary>A loaded model.</summary>
internal sealed unsafe class OrtSession : IDisposable
{
    private const int LogFatal = 4;

    private readonly OrtApi _api;
    private readonly nint _session;

    // As the runtime spells them: ModelValue's names lose what is not UTF-8.
    private readonly Dictionary<string, byte[]> _names = new(StringComparer.Ordinal);

    private OrtSession(OrtApi api, nint session)
    {
        _api = api;
        _session = session;
        Inputs = ReadValues(OrtFunction.SessionGetInputCount, OrtFunction.SessionGetInputName, OrtFunction.SessionGetInputTypeInfo);
        Outputs = ReadValues(OrtFunction.SessionGetOutputCount, OrtFunction.SessionGetOutputName, OrtFunction.SessionGetOutputTypeInfo);
    }

    /// <summary>What a run must be given: initializers that may be overridden are not among them.</summary>
    public IReadOnlyList<ModelValue> Inputs { get; }

    public IReadOnlyList<ModelValue> Outputs { get; }

    /// <exception cref="OrtException">The runtime refuses the model.</exception>
    public static OrtSession Load(OrtApi api, string path, IEnumerable<KeyValuePair<string, string>> configuration)
    {
        nint options = api.Create(OrtFunction.CreateSessionOptions);
        try
        {
            api.Check(((delegate* unmanaged<nint, int, nint>)api[OrtFunction.SetSessionLogSeverityLevel])(options, LogFatal));
            foreach ((string key, string value) in configuration)
            {
                fixed (byte* keyText = Utf8(key))
                fixed (byte* valueText = Utf8(value))
                {
                    api.Check(((delegate* unmanaged<nint, byte*, byte*, nint>)api[OrtFunction.AddSessionConfigEntry])(options, keyText, valueText));
                }
            }

            // Paths are ORTCHAR_T: UTF-16 on Windows, else bytes.
            byte[] pathText = OperatingSystem.IsWindows() ? Encoding.Unicode.GetBytes(path + '\0') : Utf8(path);
            nint session;
            fixed (byte* pointer = pathText)
            {
                api.Check(((delegate* unmanaged<nint, byte*, nint, nint*, nint>)api[OrtFunction.CreateSession])(api.Environment, pointer, options, &session));
            }

            return new OrtSession(api, session);
        }
        finally
        {
            api.Release(OrtFunction.ReleaseSessionOptions, options);
        }
    }

    /// <summary>Runs the model.</summary>
    /// <param name="inputs">The inputs by name; others than those are not fed.</param>
    /// <param name="outputs">The outputs to compute and read.</param>
    /// <param name="limit">The time limit.</param>
    /// <exception cref="OrtException">The runtime answers with an error.</exception>
    /// <exception cref="RunTimedOutException">It took too long.</exception>
    /// <exception cref="NotSupportedException">A value is of a kind that cannot be passed yet; see the message.</exception>
    public Dictionary<string, SampleValue> Run(IReadOnlyDictionary<string, SampleValue> inputs, IReadOnlyList<string> outputs, TimeSpan limit)
    {
        using OrtValueSet given = new(_api);
        nint[] values = Run(inputs, outputs, limit, given);
        OrtValueReader reader = new(_api);
        Dictionary<string, SampleValue> read = new(StringComparer.Ordinal);
        for (int i = 0; i < values.Length; i++)
        {
            read[outputs[i]] = reader.Read(values[i]);
        }

        return read;
    }

    /// <summary>Runs the model for all its outputs, and reads none of them. Parameters and exceptions as above.</summary>
    public void RunOnly(IReadOnlyDictionary<string, SampleValue> inputs, TimeSpan limit)
    {
        using OrtValueSet given = new(_api);
        Run(inputs, [.. Outputs.Select(output => output.Name)], limit, given);
    }

    public void Dispose() => _api.Release(OrtFunction.ReleaseSession, _session);

    private nint[] Run(IReadOnlyDictionary<string, SampleValue> inputs, IReadOnlyList<string> outputs, TimeSpan limit, OrtValueSet given)
    {
        using OrtValueSet fed = new(_api);
        OrtValueWriter writer = new(_api, fed);
        nint[] inputValues = [.. inputs.Values.Select(writer.Write)];
        using OrtNames inputNames = new([.. inputs.Keys.Select(name => _names[name])]);
        using OrtNames outputNames = new([.. outputs.Select(name => _names[name])]);
        nint[] outputValues = RunNative(inputNames, inputValues, outputNames, outputs.Count, limit);
        Array.ForEach(outputValues, value => given.Add(value));
        return outputValues;
    }

    private nint[] RunNative(OrtNames inputNames, nint[] inputs, OrtNames outputNames, int outputCount, TimeSpan limit)
    {
        nint[] outputs = new nint[outputCount];
        nint options = _api.Create(OrtFunction.CreateRunOptions);
        try
        {
            _api.Check(((delegate* unmanaged<nint, int, nint>)_api[OrtFunction.RunOptionsSetRunLogSeverityLevel])(options, LogFatal));
            using RunTimer timer = new(_api, options, limit);
            fixed (nint* inputPointer = inputs)
            fixed (nint* outputPointer = outputs)
            {
                nint status = ((delegate* unmanaged<nint, nint, nint*, nint*, nuint, nint*, nuint, nint*, nint>)_api[OrtFunction.Run])(
                    _session, options, inputNames.Pointers, inputPointer, (nuint)inputs.Length, outputNames.Pointers, (nuint)outputs.Length, outputPointer);
                if (status != 0 && timer.Fired)
                {
                    _api.Release(OrtFunction.ReleaseStatus, status);
                    throw new RunTimedOutException();
                }

                _api.Check(status);
            }

            return outputs;
        }
        finally
        {
            _api.Release(OrtFunction.ReleaseRunOptions, options);
        }
    }

    private List<ModelValue> ReadValues(int countFunction, int nameFunction, int typeFunction)
    {
        OrtTypeReader types = new(_api);
        long count = _api.Count(countFunction, _session);
        List<ModelValue> values = [];
        for (long i = 0; i < count; i++)
        {
            byte[] name = _api.Name(nameFunction, _session, i);
            string text = Encoding.UTF8.GetString(name);
            _names[text] = name;
            values.Add(new ModelValue { Name = text, Type = types.ReadSlot(typeFunction, _session, i) });
        }

        return values;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text + '\0');
}
