using ModelPack.Core.Diagnostics;
using ModelPack.Core.Samples;
using ModelPack.Core.Validation.Protocol;
using ModelPack.Validator.Runtime;

namespace ModelPack.Validator;

/// <summary>Runs a model on its samples, each twice, and compares the outputs with the golden ones where there are any.</summary>
/// <param name="model">The model.</param>
internal sealed class SampleCheck(LoadedModel model)
{
    private readonly Determinism _determinism = new();
    private readonly List<string> _notes = [];
    private readonly List<string> _withoutOutputs = [];
    private int _compared;
    private int _ran;
    private double _largest;

    public ValidatorEvent Run()
    {
        foreach (SampleSet sample in model.Command.Samples)
        {
            try
            {
                if (Compare(sample) is { } failure)
                {
                    return Answers.Failed(failure);
                }
            }
            catch (OrtException exception)
            {
                return Answers.RunFailed(exception, sample.Name);
            }
            catch (NotSupportedException exception)
            {
                _notes.Add($"the sample '{sample.Name}' was not compared: it needs {exception.Message}");
            }
            catch (RunTimedOutException)
            {
                return Answers.TimedOut(sample.Name);
            }

            model.Ran(sample.Name);
        }

        return Result();
    }

    private ValidatorFailure? Compare(SampleSet sample)
    {
        LoadedSample loaded = SampleLoader.Load(sample, model.Inputs, model.Outputs, model.Tolerance);
        string[] names = loaded.Outputs.Count > 0 ? [.. loaded.Outputs.Keys] : [.. model.Outputs.Select(output => output.Name)];
        Dictionary<string, SampleValue> first = model.Session.Run(loaded.Inputs, names, model.Limit);
        model.Ran(null);
        Dictionary<string, SampleValue> second = model.Session.Run(loaded.Inputs, names, model.Limit);
        _ran++;
        IReadOnlyDictionary<string, bool> unstable = _determinism.Compare(loaded.Tolerance, first, second);
        if (loaded.Outputs.Count == 0)
        {
            _withoutOutputs.Add(sample.Name);
            return null;
        }

        bool valuesCompared = false;
        foreach ((string name, SampleValue expected) in loaded.Outputs)
        {
            bool stable = !unstable.TryGetValue(name, out bool formDiffers);
            ValueComparer comparer = new(loaded.Tolerance, formOnly: !stable);
            if (!formDiffers && comparer.Compare(first[name], expected) is { } mismatch)
            {
                return Differs(sample, name, mismatch);
            }

            valuesCompared |= stable;
            _largest = Math.Max(_largest, comparer.LargestError);
        }

        _compared += valuesCompared ? 1 : 0;
        return null;
    }

    private ValidatorEvent Result()
    {
        if (_determinism.Note is { } nondeterministic)
        {
            _notes.Insert(0, nondeterministic);
        }

        if (_withoutOutputs.Count > 0)
        {
            string names = string.Join(", ", _withoutOutputs.Take(5).Select(name => $"'{name}'")) + (_withoutOutputs.Count > 5 ? ", …" : "");
            _notes.Add($"nothing was compared for {names}: no outputs are recorded there");
        }

        string? note = _notes.Count == 0 ? null : string.Join("; ", _notes);
        string outcome = _compared > 0 ? ModelValidationOutcomes.Matches : _ran > 0 ? ModelValidationOutcomes.Runs : ModelValidationOutcomes.Loads;
        ValidatorEvent done = Answers.Done(outcome, note) with { Input = _ran > 0 ? "sample" : null };
        return _compared == 0 ? done : done with { Samples = _compared, LargestError = ValueComparer.RoundError(_largest) };
    }

    private ValidatorFailure Differs(SampleSet sample, string output, ValueMismatch mismatch) => new()
    {
        Kind = ValidatorFailure.Problem,
        Code = mismatch.ValuesDiffer ? DiagnosticCodes.OutputValueDiffers : DiagnosticCodes.OutputShapeDiffers,
        Message = $"Sample '{sample.Name}': output '{output}' {(mismatch.ValuesDiffer ? "is not the golden one " : "")}{mismatch.What}. "
            + (mismatch.ToleranceHelps
                ? "Mend the model or the golden output; a 'tolerance' in a JSON sample allows more."
                : "Mend the model or the golden output."),
        File = sample.Outputs.FirstOrDefault(file => model.Outputs[file.Index].Name == output)?.Path ?? sample.File,
    };
}
