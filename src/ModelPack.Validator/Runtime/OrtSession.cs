using System.Runtime.InteropServices;
using System.Text;
using ModelPack.Core.Samples;

namespace ModelPack.Validator.Runtime;

/// <summary>A loaded model.</summary>
internal sealed unsafe class OrtSession : IDisposable
{
    private const int LogFatal = 4;
    private const int OptimizeNothing = 0;

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

    /// <summary>Loads a model from a file.</summary>
    /// <param name="api">The runtime.</param>
    /// <param name="path">The file.</param>
    /// <param name="configuration">What to set on the session.</param>
    /// <exception cref="OrtException">The runtime refuses the model.</exception>
    /// <exception cref="CustomOpsException">A library of operators cannot be registered.</exception>
    public static OrtSession Load(OrtApi api, string path, SessionConfiguration configuration)
    {
        nint options = api.Create(OrtFunction.CreateSessionOptions);
        try
        {
            api.Check(((delegate* unmanaged<nint, int, nint>)api[OrtFunction.SetSessionLogSeverityLevel])(options, LogFatal));
            if (!configuration.Optimize)
            {
                api.Check(((delegate* unmanaged<nint, int, nint>)api[OrtFunction.SetSessionGraphOptimizationLevel])(options, OptimizeNothing));
            }

            foreach (string library in configuration.CustomOps)
            {
                Register(api, options, library);
            }

            foreach ((string key, string value) in configuration.Entries)
            {
                fixed (byte* keyText = Utf8(key))
                fixed (byte* valueText = Utf8(value))
                {
                    api.Check(((delegate* unmanaged<nint, byte*, byte*, nint>)api[OrtFunction.AddSessionConfigEntry])(options, keyText, valueText));
                }
            }

            nint session;
            fixed (byte* pointer = PathText(path))
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

    /// <summary>Loads a model from memory, with nothing set.</summary>
    /// <param name="api">The runtime.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="OrtException">The runtime refuses the model.</exception>
    public static OrtSession Load(OrtApi api, byte[] model)
    {
        nint options = api.Create(OrtFunction.CreateSessionOptions);
        try
        {
            nint session;
            fixed (byte* pointer = model)
            {
                api.Check(((delegate* unmanaged<nint, byte*, nuint, nint, nint*, nint>)api[OrtFunction.CreateSessionFromArray])(
                    api.Environment, pointer, (nuint)model.Length, options, &session));
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

    /// <summary>Runs the model for all its outputs. Parameters and exceptions as above.</summary>
    /// <param name="inputs">The inputs by name.</param>
    /// <param name="limit">The time limit.</param>
    /// <param name="maxBytes">How many bytes of tensors are read.</param>
    /// <returns>The outputs; <see langword="null"/> where they are larger, and for kinds that cannot be read.</returns>
    public Dictionary<string, SampleValue>? TryRun(IReadOnlyDictionary<string, SampleValue> inputs, TimeSpan limit, long maxBytes)
    {
        string[] names = [.. Outputs.Select(output => output.Name)];
        using OrtValueSet given = new(_api);
        nint[] values = Run(inputs, names, limit, given);
        OrtValueReader reader = new(_api);
        if (values.Sum(reader.Bytes) > maxBytes)
        {
            return null;
        }

        try
        {
            return names.Zip(values).ToDictionary(pair => pair.First, pair => reader.Read(pair.Second), StringComparer.Ordinal);
        }
        catch (NotSupportedException)
        {
            // That the model ran is known all the same.
            return null;
        }
    }

    /// <summary>Runs a model that has one output, and gives that value itself, which the caller releases.</summary>
    public nint RunForValue()
    {
        using OrtValueSet given = new(_api);
        return given.Detach(Run(new Dictionary<string, SampleValue>(), [Outputs[0].Name], Timeout.InfiniteTimeSpan, given)[0]);
    }

    public void Dispose() => _api.Release(OrtFunction.ReleaseSession, _session);

    private nint[] Run(IReadOnlyDictionary<string, SampleValue> inputs, IReadOnlyList<string> outputs, TimeSpan limit, OrtValueSet given)
    {
        using OrtValueSet fed = new(_api);
        OrtValueWriter writer = new(_api, fed);
        Dictionary<string, ModelType> types = Inputs.ToDictionary(input => input.Name, input => input.Type, StringComparer.Ordinal);

        // An empty optional is an input that is not fed: the runtime crashes on one that is.
        KeyValuePair<string, SampleValue>[] present = [.. inputs.Where(input => input.Value is not OptionalValue)];
        nint[] inputValues = [.. present.Select(input => writer.Write(input.Value, types[input.Key]))];
        using OrtNames inputNames = new([.. present.Select(input => _names[input.Key])]);
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

    private static void Register(OrtApi api, nint options, string library)
    {
        try
        {
            fixed (byte* pointer = PathText(library))
            {
                api.Check(((delegate* unmanaged<nint, byte*, nint>)api[OrtFunction.RegisterCustomOpsLibrary])(options, pointer));
            }
        }
        catch (OrtException exception)
        {
            throw new CustomOpsException(library, exception);
        }
    }

    // Paths are ORTCHAR_T: UTF-16 on Windows, else bytes.
    private static byte[] PathText(string path) => OperatingSystem.IsWindows() ? Encoding.Unicode.GetBytes(path + '\0') : Utf8(path);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text + '\0');
}
