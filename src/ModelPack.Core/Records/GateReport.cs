namespace ModelPack.Core.Records;

/// <summary>Whether a version may reach a stage.</summary>
/// <param name="Gates">Each rule.</param>
/// <param name="Approvals">The approvals that count.</param>
public sealed record GateReport(IReadOnlyList<GateResult> Gates, IReadOnlyList<RecordedApproval> Approvals)
{
    /// <summary>Whether every rule holds.</summary>
    public bool Passed => Gates.All(gate => gate.Passed);

    /// <summary>The rules that do not hold.</summary>
    public IEnumerable<GateResult> Failed => Gates.Where(gate => !gate.Passed);
}
