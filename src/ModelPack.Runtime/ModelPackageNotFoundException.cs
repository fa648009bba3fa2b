namespace ModelPack;

/// <summary>A model is not among those of the application.</summary>
public sealed class ModelPackageNotFoundException : IOException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="slot">The model that was sought.</param>
    /// <param name="searchedFolder">The full path of the <c>models</c> folder.</param>
    /// <param name="availableSlots">The models that are there.</param>
    public ModelPackageNotFoundException(string slot, string searchedFolder, IReadOnlyList<string> availableSlots)
        : base(Describe(slot, searchedFolder, availableSlots))
    {
        Slot = slot;
        SearchedFolder = searchedFolder;
        AvailableSlots = availableSlots;
    }

    /// <summary>The model that was sought.</summary>
    public string Slot { get; }

    /// <summary>The full path of the folder that was searched.</summary>
    public string SearchedFolder { get; }

    /// <summary>The models that are there.</summary>
    public IReadOnlyList<string> AvailableSlots { get; }

    private static string Describe(string slot, string folder, IReadOnlyList<string> slots)
    {
        string there = slots.Count == 0 ? "No model is there." : $"The models there are: {string.Join(", ", slots)}.";
        return $"There is no model '{slot}' in '{folder}'. {there} Add a PackageReference to the model's package to the application's project (or use the reference's ModelName), and build again. Where ModelPackMaterialize is false, mount or copy the published models there; a library gets the files only where it is true.";
    }
}
