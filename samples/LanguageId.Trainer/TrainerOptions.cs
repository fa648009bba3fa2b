using LanguageId.Trainer.Training;

namespace LanguageId.Trainer;

/// <summary>What the command line asks for.</summary>
/// <param name="Recipe">How to train.</param>
/// <param name="Output">The folder that the model's files go to.</param>
/// <param name="Sdk">The folder of the SDK to learn from; <see langword="null"/> for the one that runs here.</param>
internal sealed record TrainerOptions(Recipe Recipe, string Output, string? Sdk)
{
    /// <summary>How to call the trainer.</summary>
    public const string Usage = """
        Trains a model that detects the language of a short text, from the localized strings of the .NET SDK.

        dotnet run --project samples/LanguageId.Trainer -- --output <folder> [--features ngrams|unigrams] [--sdk <folder>]

          --output    where the model's files go, e.g. samples/LanguageId
          --features  what the model counts: single characters, or runs of one to three (default: ngrams)
          --sdk       the folder of the SDK to learn from (default: the one that `dotnet --version` names)
        """;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="TrainerException">It is not understood.</exception>
    public static TrainerOptions Parse(IReadOnlyList<string> arguments)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal) { ["--features"] = Recipe.NGrams.Features };
        for (int i = 0; i < arguments.Count; i += 2)
        {
            if (arguments[i] is not ("--output" or "--features" or "--sdk"))
            {
                throw new TrainerException($"'{arguments[i]}' is not an option.");
            }

            values[arguments[i]] = i + 1 < arguments.Count ? arguments[i + 1] : throw new TrainerException($"'{arguments[i]}' needs a value.");
        }

        Recipe recipe = Recipe.All.FirstOrDefault(recipe => recipe.Features == values["--features"])
            ?? throw new TrainerException($"'{values["--features"]}' are no features: use {string.Join(" or ", Recipe.All.Select(recipe => recipe.Features))}.");
        return values.TryGetValue("--output", out string? output)
            ? new(recipe, Path.GetFullPath(output), values.GetValueOrDefault("--sdk"))
            : throw new TrainerException("'--output' is missing.");
    }
}
