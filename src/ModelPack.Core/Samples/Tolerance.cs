namespace ModelPack.Core.Samples;

/// <summary>How far a real number may be off: <c>|got - expected| &lt;= Absolute + Relative * |expected|</c>, as in NumPy's <c>allclose</c>.</summary>
/// <param name="Relative">The relative part.</param>
/// <param name="Absolute">The absolute part.</param>
internal readonly record struct Tolerance(double Relative, double Absolute)
{
    public static Tolerance Default => new(1e-3, 1e-5);

    public bool Allows(double got, double expected) =>
        got.Equals(expected) || got == expected || Math.Abs(got - expected) <= Allowed(expected);

    public double Allowed(double expected) => double.IsFinite(expected) ? Absolute + (Relative * Math.Abs(expected)) : 0;
}
