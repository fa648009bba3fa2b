using ModelPack.Core.Diagnostics;
using ModelPack.Core.Validation.Protocol;

namespace ModelPack.Core.Validation;

/// <summary>
/// Checks models by loading and running them in ONNX Runtime, in a child process per runtime version that serves many models.
/// What a model does there (crash, hang, eat memory) is a problem of that model and leaves this process and the next model alone.
/// One call at a time; calls from several threads wait for each other.
/// </summary>
/// <param name="options">How the child is started.</param>
public sealed class ModelValidator(ValidatorOptions options) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ValidatorProcess> _children = new(StringComparer.Ordinal);
    private int _lastId;

    /// <summary>How many child processes were started.</summary>
    internal int Started { get; private set; }

    /// <summary>Checks one model.</summary>
    /// <param name="request">What to check.</param>
    /// <param name="cancellationToken">Ends the child at once.</param>
    /// <returns>The result: a <see cref="ModelValidation"/>, or exactly one error.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ValidationResult Validate(ValidationRequest request, CancellationToken cancellationToken)
    {
        if (request.Facts is { } facts && FunctionBound.Check(facts, request) is { } tooMuch)
        {
            return ValidationAttempt.Failure(tooMuch);
        }

        return request.ExecutionProvider != ExecutionProviders.Cpu ? OtherHardware.Judge(request, Run(request with { LoadOnly = true, Samples = [] }, cancellationToken))
            : HalfPrecision.IsTooLargeToRun(request) ? HalfPrecision.Judge(Run(request with { LoadOnly = true }, cancellationToken))
            : Run(request, cancellationToken);
    }

    /// <summary>Starts the child process for a library in advance.</summary>
    /// <param name="library">The full path of the runtime's library.</param>
    internal void Start(string library)
    {
        lock (_gate)
        {
            if (!_children.ContainsKey(library) && File.Exists(library))
            {
                _children.Add(library, ValidatorProcess.Start(options));
                Started++;
            }
        }
    }

    /// <summary>Ends the child processes.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (ValidatorProcess child in _children.Values)
            {
                child.Dispose();
            }

            _children.Clear();
        }
    }

    private ValidationResult Run(ValidationRequest request, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            try
            {
                // After a crash, a kill or a time-out the model is run once more alone: it, and not one before it, must be the cause.
                ValidationAttempt first = Attempt(request, cancellationToken);
                return first is { Suspicious: true, Alone: false } ? Attempt(request, cancellationToken).Result : first.Result;
            }
            catch (ModelPackException exception)
            {
                return ValidationAttempt.Failure(exception.Problem);
            }
        }
    }

    private ValidationAttempt Attempt(ValidationRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!File.Exists(request.NativeLibrary))
        {
            throw new ModelPackException(ValidationProblems.LibraryUnusable(request, $"'{request.NativeLibrary}' does not exist"));
        }

        if (!_children.TryGetValue(request.NativeLibrary, out ValidatorProcess? child))
        {
            child = ValidatorProcess.Start(options);
            Started++;
            _children.Add(request.NativeLibrary, child);
        }

        bool keep = false;
        try
        {
            ValidationAttempt attempt = new(request, child, ++_lastId, options.TerminationGrace);
            attempt.Run(cancellationToken);
            keep = !attempt.Suspicious;
            return attempt;
        }
        finally
        {
            child.Served++;
            if (!keep)
            {
                _children.Remove(request.NativeLibrary);
                child.Dispose();
            }
        }
    }
}
