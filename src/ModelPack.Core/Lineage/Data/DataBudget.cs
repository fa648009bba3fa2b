using System.Globalization;

namespace ModelPack.Core.Lineage.Data;

/// <summary>Bounds a walk over a tree: aliases make one that is small in the file expand without end.</summary>
internal sealed class DataBudget
{
    /// <summary>More than any real file has.</summary>
    private const int MaximumValues = 100_000;

    private int _spent;

    /// <exception cref="DataException">The budget is spent.</exception>
    public void Spend(DataNode node, int depth)
    {
        if (++_spent > MaximumValues || depth > DataBuilder.MaximumDepth)
        {
            throw new DataException(string.Create(CultureInfo.InvariantCulture, $"The document expands to more than {MaximumValues} values or {DataBuilder.MaximumDepth} levels."), node.Line);
        }
    }
}
