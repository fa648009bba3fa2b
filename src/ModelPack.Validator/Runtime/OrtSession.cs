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
    /// <param name="outputs">The outputs to read.</param>
    /// <param name="limit">The time limit.</param>
    /// <exception cref="OrtException">The runtime answers with an error.</exception>
    /// <exception cref="RunTimedOutException">It took too long.</exception>
    /// <exception cref="NotSupportedException">A value is of a kind that cannot be passed yet; see the message.</exception>
    public Dictionary<string, SampleValue> Run(IReadOnlyDictionary<string, SampleValue> inputs, IReadOnlyCollection<string> outputs, TimeSpan limit)
    {
        using OrtValueSet fed = new(_api);
        OrtValueWriter writer = new(_api, fed);
        string[] inputNames = [.. inputs.Keys];
        string[] outputNames = [.. outputs];
        nint[] inputValues = [.. inputNames.Select(name => writer.Write(inputs[name]))];

        using OrtValueSet given = new(_api);
        OrtValueReader reader = new(_api);
        Dictionary<string, SampleValue> read = new(StringComparer.Ordinal);
        nint[] outputValues = RunNative(inputNames, inputValues, outputNames, limit);
        Array.ForEach(outputValues, value => given.Add(value));
        for (int i = 0; i < outputNames.Length; i++)
        {
            read[outputNames[i]] = reader.Read(outputValues[i]);
        }

        return read;
    }

    public void Dispose() => _api.Release(OrtFunction.ReleaseSession, _session);

    private nint[] RunNative(string[] inputNames, nint[] inputs, string[] outputNames, TimeSpan limit)
    {
        nint[] outputs = new nint[outputNames.Length];
        nint options = _api.Create(OrtFunction.CreateRunOptions);
        using OrtNames inputTexts = new(inputNames);
        using OrtNames outputTexts = new(outputNames);
        try
        {
            _api.Check(((delegate* unmanaged<nint, int, nint>)_api[OrtFunction.RunOptionsSetRunLogSeverityLevel])(options, LogFatal));
            using RunTimer timer = new(_api, options, limit);
            fixed (nint* inputPointer = inputs)
            fixed (nint* outputPointer = outputs)
            {
                nint status = ((delegate* unmanaged<nint, nint, nint*, nint*, nuint, nint*, nuint, nint*, nint>)_api[OrtFunction.Run])(
                    _session, options, inputTexts.Pointers, inputPointer, (nuint)inputs.Length, outputTexts.Pointers, (nuint)outputs.Length, outputPointer);
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
            values.Add(new ModelValue { Name = _api.Name(nameFunction, _session, i), Type = types.ReadSlot(typeFunction, _session, i) });
        }

        return values;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text + '\0');
}
