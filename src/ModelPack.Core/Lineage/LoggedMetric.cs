namespace ModelPack.Core.Lineage;

/// <summary>A metric with its history in short. The last value is the one of the highest step, of these the latest.</summary>
internal sealed class LoggedMetric
{
    private (long Step, long Time, double Value)? _last;
    private long _firstStep;

    public string Key { get; set; } = "";

    public double Value { get; set; }

    public long Count { get; set; }

    /// <summary>The sum of the values, where a mean is wanted.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public double Sum { get; set; }

    public double First { get; set; }

    public double Minimum { get; set; }

    public double Maximum { get; set; }

    public long LastStep { get; set; }

    /// <summary>Whether it was logged for several steps.</summary>
    public bool Develops { get; set; }

    /// <summary>The data set that it was measured on.</summary>
    public string? Dataset { get; set; }

    /// <summary>Adds a logged value.</summary>
    public void Add(double value, long time, long step)
    {
        (long, long, double) logged = (step, time, value);
        if (Count++ == 0)
        {
            (First, Minimum, Maximum, _firstStep) = (value, value, value, step);
        }

        // What is no number does not hide what is.
        Minimum = double.IsNaN(Minimum) || value < Minimum ? value : Minimum;
        Maximum = double.IsNaN(Maximum) || value > Maximum ? value : Maximum;
        Develops |= step != _firstStep;
        if (_last is null || logged.CompareTo(_last.Value) >= 0)
        {
            _last = logged;
            (Value, LastStep) = (value, step);
        }
    }

    /// <summary>As the manifest has it.</summary>
    public ModelMetric ToMetric() => new()
    {
        Name = Key,
        Value = Value,
        Dataset = Dataset,
        History = Develops ? new ModelMetricHistory { Count = Count, First = First, Minimum = Minimum, Maximum = Maximum, LastStep = LastStep } : null,
    };
}
