using System.Globalization;
using System.Text;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Samples;
using ModelPack.Core.Validation;
using ModelPack.Core.Validation.Protocol;
using ModelPack.Validator.Runtime;

namespace ModelPack.Validator;

/// <summary>Runs a model on the inputs of samples and writes what it answers into a folder, from which the build takes it.</summary>
/// <param name="model">The model.</param>
internal sealed class SampleRecording(LoadedModel model)
{
    private readonly Determinism _determinism = new();

    public ValidatorEvent Run()
    {
        for (int i = 0; i < model.Command.Samples.Count; i++)
        {
            SampleSet sample = model.Command.Samples[i];
            try
            {
                Record(sample, i);
            }
            catch (OrtException exception)
            {
                return Answers.RunFailed(exception, sample.Name);
            }
            catch (NotSupportedException exception)
            {
                return Answers.Failed(new ValidatorFailure
                {
                    Kind = ValidatorFailure.Problem,
                    Code = DiagnosticCodes.SampleNotRecorded,
                    Message = $"The outputs of the sample '{sample.Name}' cannot be recorded: it needs {exception.Message}. Keep the sample as input_N.pb, or without outputs.",
                    File = sample.File,
                });
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return Answers.Failed(new ValidatorFailure
                {
                    Kind = ValidatorFailure.Problem,
                    Code = DiagnosticCodes.SampleNotRecorded,
                    Message = $"The outputs of the sample '{sample.Name}' cannot be written: {exception.Message} Free space, or give the right to write.",
                    File = sample.File,
                });
            }
            catch (RunTimedOutException)
            {
                return Answers.TimedOut(sample.Name);
            }

            model.Ran(sample.Name);
        }

        return Answers.Done(ModelValidationOutcomes.Runs, _determinism.Note) with { Input = "sample" };
    }

    private void Record(SampleSet sample, int number)
    {
        LoadedSample loaded = SampleLoader.LoadInputs(sample, model.Inputs);
        string[] names = [.. model.Outputs.Select(output => output.Name)];
        Dictionary<string, SampleValue> first = model.Session.Run(loaded.Inputs, names, model.Limit);
        model.Ran(null);
        _determinism.Compare(model.Tolerance, first, model.Session.Run(loaded.Inputs, names, model.Limit));
        if (sample.JsonPath is null)
        {
            string folder = Directory.CreateDirectory(RecordedOutputs.Vector(model.Command.RecordTo!, number)).FullName;
            for (int i = 0; i < names.Length; i++)
            {
                string file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"output_{i}.pb"));
                File.WriteAllBytes(file, OnnxValueWriter.Write(first[names[i]], names[i], model.Outputs[i].Type));
            }

            return;
        }

        StringBuilder text = new("{");
        foreach (string name in names)
        {
            text.Append(text.Length == 1 ? " " : ", ").Append(JsonValueWriter.Quote(name)).Append(": ").Append(JsonValueWriter.Write(first[name]));
        }

        File.WriteAllText(RecordedOutputs.Json(model.Command.RecordTo!, number), text.Append(" }").ToString());
    }
}
