using LanguageId.Trainer.Features;

namespace LanguageId.Trainer.Training;

/// <summary>
/// Multinomial logistic regression, trained by stochastic gradient descent with a step of its own per weight
/// (AdaGrad: Duchi, Hazan and Singer 2011). One thread, one order, no random numbers: equal data gives equal weights.
/// </summary>
internal sealed class SoftmaxRegression
{
    private const float Epsilon = 1e-6f;

    private readonly float[] _gradients;
    private readonly float[] _biasGradients;

    /// <summary>A model that knows nothing: all classes are equally probable.</summary>
    public SoftmaxRegression(int features, int classes)
    {
        Classes = classes;
        Weights = new float[features * classes];
        Bias = new float[classes];
        _gradients = new float[features * classes];
        _biasGradients = new float[classes];
    }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <summary>The weights, one row of <see cref="Classes"/> per feature.</summary>
    public float[] Weights { get; }

    /// <summary>The bias of each class.</summary>
    public float[] Bias { get; }

    /// <summary>One step towards the right answer for one example.</summary>
    public void Learn(ReadOnlySpan<Feature> features, int label, float learningRate)
    {
        Span<float> error = stackalloc float[Classes];
        Predict(features, error);
        error[label] -= 1;
        Step(Bias, _biasGradients, error, 1, learningRate);
        foreach (Feature feature in features)
        {
            int row = feature.Index * Classes;
            Step(Weights.AsSpan(row, Classes), _gradients.AsSpan(row, Classes), error, feature.Value, learningRate);
        }
    }

    /// <summary>The probability of each class.</summary>
    public void Predict(ReadOnlySpan<Feature> features, Span<float> probabilities)
    {
        Bias.CopyTo(probabilities);
        foreach (Feature feature in features)
        {
            ReadOnlySpan<float> row = Weights.AsSpan(feature.Index * Classes, Classes);
            for (int i = 0; i < row.Length; i++)
            {
                probabilities[i] += feature.Value * row[i];
            }
        }

        float max = float.NegativeInfinity;
        foreach (float logit in probabilities)
        {
            max = MathF.Max(max, logit);
        }

        float sum = 0;
        foreach (ref float value in probabilities)
        {
            value = MathF.Exp(value - max);
            sum += value;
        }

        foreach (ref float value in probabilities)
        {
            value /= sum;
        }
    }

    /// <summary>Rounds every weight to a multiple of a power of two: smaller packages, and the last bits of a platform's exponential do not matter.</summary>
    public void Round(int fractionBits)
    {
        float scale = 1 << fractionBits;
        foreach (float[] values in (float[][])[Weights, Bias])
        {
            foreach (ref float value in values.AsSpan())
            {
                value = MathF.Round(value * scale) / scale;
            }
        }
    }

    private static void Step(Span<float> weights, Span<float> gradients, ReadOnlySpan<float> error, float value, float learningRate)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            float gradient = error[i] * value;
            gradients[i] += gradient * gradient;
            weights[i] -= learningRate * gradient / (MathF.Sqrt(gradients[i]) + Epsilon);
        }
    }
}
