using System.Diagnostics;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;
using ModelPack.Core.Validation.Protocol;

namespace ModelPack.Core.Validation;

/// <summary>One model in one child: sends the command, follows the events, keeps the limits.</summary>
internal sealed class ValidationAttempt
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(50);

    /// <summary>How long a child may take to come up.</summary>
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(60);

    /// <summary>What the watch on memory allows above the child's own limit, which should be met first.</summary>
    private const long MemorySlack = 64L << 20;

    private readonly ValidationRequest _request;
    private readonly ValidatorProcess _child;
    private readonly int _id;
    private readonly TimeSpan _grace;
    private readonly Dictionary<string, ModelType> _types = new(StringComparer.Ordinal);
    private readonly List<string> _ran = [];
    private long _memoryAtStart;
    private bool _loaded;
    private bool _started;

    /// <param name="request">What to check.</param>
    /// <param name="child">Where.</param>
    /// <param name="id">The number of the command.</param>
    /// <param name="grace">How long the child may take to end a run after its own timer fired.</param>
    public ValidationAttempt(ValidationRequest request, ValidatorProcess child, int id, TimeSpan grace)
    {
        _grace = grace;
        _request = request;
        _child = child;
        _id = id;
        Alone = child.Served == 0;
        Result = Failure(ValidationProblems.NotStarted("it has not run"));
    }

    /// <summary>Whether the child had served no other model.</summary>
    public bool Alone { get; }

    /// <summary>Whether the child may be in a bad state: it crashed, was killed, or ran out of time or memory.</summary>
    public bool Suspicious { get; private set; } = true;

    public ValidationResult Result { get; private set; }

    private string Phase => _loaded ? "running" : "loading";

    private string? CurrentSample => _request.Samples.Count > _ran.Count ? _request.Samples[_ran.Count].Name : null;

    public static ValidationResult Failure(Problem problem) => new(null, new Dictionary<string, ModelType>(), [problem]);

    public void Run(CancellationToken cancellationToken)
    {
        _child.Send(new ValidatorCommand
        {
            Id = _id,
            Model = _request.GraphPath ?? _request.ModelPath,
            ExternalDataFolder = _request.ExternalDataFolder,
            Ort = _request.Format == ModelFormat.Ort,
            Library = _request.NativeLibrary,
            RunTimeout = (int)Math.Clamp(_request.Timeout.TotalMilliseconds, 1, int.MaxValue),
            MemoryLimit = _request.MemoryLimitBytes,
            WeightBytes = _request.WeightBytes,
            Inputs = _request.Facts?.Inputs,
            Outputs = _request.Facts?.Outputs,
            Samples = _request.Samples,
            CustomOps = _request.CustomOps,
            LoadOnly = _request.LoadOnly,
            Prepack = _request.Facts?.HasPackedBitWeights == true,
            RecordTo = _request.RecordTo,
            Rtol = _request.Rtol,
            Atol = _request.Atol,
        });

        Stopwatch watch = Stopwatch.StartNew();
        TimeSpan deadline = s_startLimit;
        while (true)
        {
            if (_child.Read(s_poll, cancellationToken) is { } item)
            {
                if (item.Id == _id && Handle(item))
                {
                    return;
                }

                watch.Restart();
                deadline = _loaded ? _request.Timeout + _grace : _started ? _request.Timeout : s_startLimit;
            }
            else if (_child.Ended)
            {
                Fail(Death(_child.WaitForExit()));
                return;
            }
            else if (watch.Elapsed > deadline)
            {
                Fail(_loaded ? ValidationProblems.RunTimeout(_request, CurrentSample)
                    : _started ? ValidationProblems.LoadTimeout(_request)
                    : ValidationProblems.NotStarted($"it did not answer within {s_startLimit.TotalSeconds} s"));
                return;
            }
            else if (_started && _child.ReadMemory() - _memoryAtStart > _request.MemoryLimitBytes + (2 * _request.WeightBytes) + MemorySlack)
            {
                Fail(ValidationProblems.Memory(_request, Phase));
                return;
            }
        }
    }

    /// <summary>Takes an event; <see langword="true"/> when it was the last.</summary>
    private bool Handle(ValidatorEvent item)
    {
        switch (item.Event)
        {
            case ValidatorEvent.Start:
                _started = true;
                _memoryAtStart = _child.ReadMemory();
                return false;
            case ValidatorEvent.Loaded:
                _loaded = true;
                foreach (ModelValue value in (item.Inputs ?? []).Concat(item.Outputs ?? []))
                {
                    _types[value.Name] = value.Type;
                }

                return false;
            case ValidatorEvent.Ran:
                if (item.Sample is { } sample)
                {
                    _ran.Add(sample);
                }

                return false;
            case ValidatorEvent.Done:
                Result = new ValidationResult(Record(item), _types, []);
                Suspicious = false;
                return true;
            default:
                ValidatorFailure failure = item.Failure ?? new ValidatorFailure { Message = "the validator gave no reason" };
                Fail(ValidationProblems.Failed(_request, failure, Phase));
                Suspicious = Result.Problems[0].Code is DiagnosticCodes.RunTimeout or DiagnosticCodes.MemoryLimitExceeded or DiagnosticCodes.RuntimeLibraryUnusable;
                return true;
        }
    }

    private ModelValidation Record(ValidatorEvent done) => new()
    {
        Runtime = _request.Runtime,
        ExecutionProvider = _request.ExecutionProvider,
        Outcome = done.Outcome ?? ModelValidationOutcomes.Loads,
        Input = done.Input,
        Samples = done.Samples,
        LargestError = done.LargestError,
        Note = Note(done.Message),
    };

    /// <summary>What the child says; and libraries that a service needs, too.</summary>
    private string? Note(string? message)
    {
        string? text = message is null ? null : RuntimeMessage.Clean(message, _request);
        string? libraries = _request.CustomOps.Count == 0 ? null : $"with the custom operators of {string.Join(", ", _request.CustomOps.Select(Path.GetFileName))}";
        return (text, libraries) switch
        {
            (null, _) => libraries,
            (_, null) => text,
            _ => $"{text}; {libraries}",
        };
    }

    private Problem Death(int exitCode)
    {
        string errors = _child.Errors;
        return !_started && Alone ? ValidationProblems.NotStarted($"{ExitDescription.Of(exitCode)} {errors}")
            : exitCode == ExitDescription.Aborted && (errors.Contains("Out of memory", StringComparison.OrdinalIgnoreCase) || errors.Contains("bad_alloc", StringComparison.Ordinal))
                ? ValidationProblems.Memory(_request, Phase)
            : ValidationProblems.Crashed(_request, Phase, ExitDescription.Of(exitCode), errors);
    }

    private void Fail(Problem problem) => Result = new ValidationResult(null, _types, [problem]);
}
