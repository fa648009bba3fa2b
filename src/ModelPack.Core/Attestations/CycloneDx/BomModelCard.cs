using System.Globalization;
using System.Text.Json;
using ModelPack.Core.Packing;

namespace ModelPack.Core.Attestations.CycloneDx;

/// <summary>Writes the model card: what the model takes and gives, how it was trained and measured, what it is meant for.</summary>
internal sealed class BomModelCard(Utf8JsonWriter json, BomContent content)
{
    private readonly ModelManifest _manifest = content.Manifest;

    /// <summary>Writes the card of the model.</summary>
    public void Write() => json.Object("modelCard", () =>
    {
        ModelArchitecture? architecture = _manifest.Architecture;
        json.Object("modelParameters", () =>
        {
            json.Text("task", architecture?.Task);
            json.Text("architectureFamily", architecture?.Family);
            json.Text("modelArchitecture", architecture?.Name);
            json.Objects("datasets", content.Data, data => json.WriteString("ref", data.Ref));
            Signature((_manifest.PrimaryModel ?? _manifest.Models.Present().FirstOrDefault())?.Signature);
        });
        if (_manifest.Metrics.Present().Any())
        {
            json.Object("quantitativeAnalysis", Metrics);
        }

        if ((_manifest.IntendedUse ?? _manifest.Limitations ?? _manifest.Training?.Energy) is not null)
        {
            json.Object("considerations", Considerations);
        }

        json.Properties(Properties());
    });

    /// <summary>Writes the card of one file of several: its inputs and outputs.</summary>
    public void Write(ModelEntry model)
    {
        if (model.Signature is not null)
        {
            json.Object("modelCard", () => json.Object("modelParameters", () => Signature(model.Signature)));
        }
    }

    private void Signature(ModelSignature? signature)
    {
        json.Objects("inputs", signature?.Inputs.Present() ?? [], Value);
        json.Objects("outputs", signature?.Outputs.Present() ?? [], Value);
    }

    private void Value(ModelValue value) => json.WriteString("format", $"{value.Name}: {TypeNames.Of(value.Inferred ?? value.Type)}");

    private void Metrics() => json.Objects("performanceMetrics", _manifest.Metrics.Present(), metric =>
    {
        json.WriteString("type", metric.Name);
        json.WriteString("value", metric.Value.ToString(CultureInfo.InvariantCulture));
        json.Text("slice", BomText.Joined([metric.Dataset, metric.Split]));
    });

    private void Considerations()
    {
        json.Texts("useCases", [_manifest.IntendedUse]);
        json.Texts("technicalLimitations", [_manifest.Limitations]);
        if (_manifest.Training?.Energy is { Length: > 0 } energy)
        {
            json.Object("environmentalConsiderations", () => json.Properties([("training:energy", energy)]));
        }
    }

    private IEnumerable<(string Name, string? Value)> Properties()
    {
        ModelArchitecture? architecture = _manifest.Architecture;
        yield return ("architecture:framework", architecture?.Framework);
        yield return ("architecture:parameterSize", architecture?.ParameterSize);
        yield return ("architecture:precision", architecture?.Precision);
        yield return ("architecture:quantization", architecture?.Quantization);
        yield return ("architecture:explainability", architecture?.Explainability);
        yield return ("architecture:autonomy", architecture?.Autonomy);
        yield return ("architecture:languages", string.Join(", ", architecture?.Languages.Present() ?? []));
        ModelTraining? training = _manifest.Training;
        yield return ("training:started", training?.Started is { } started ? JsonDocuments.Time(started) : null);
        yield return ("training:ended", training?.Ended is { } ended ? JsonDocuments.Time(ended) : null);
        yield return ("training:duration", training?.Duration);
        yield return ("training:compute", training?.Compute);
        ModelConfiguration? configuration = _manifest.Configuration;
        foreach ((string kind, SortedDictionary<string, JsonElement>? settings) in new[]
        {
            ("hyperparameter", configuration?.Hyperparameters),
            ("featureEngineering", configuration?.FeatureEngineering),
            ("trainingArgument", configuration?.TrainingArguments),
        })
        {
            foreach ((string name, JsonElement value) in settings ?? [])
            {
                yield return ($"{kind}:{name}", JsonDocuments.Compact(value));
            }
        }

        foreach (ModelMetric metric in _manifest.Metrics.Present())
        {
            yield return ($"metric:{metric.Name}:kind", metric.Kind);
            yield return ($"metric:{metric.Name}:min", metric.Min?.ToString(CultureInfo.InvariantCulture));
            yield return ($"metric:{metric.Name}:max", metric.Max?.ToString(CultureInfo.InvariantCulture));
        }
    }
}
