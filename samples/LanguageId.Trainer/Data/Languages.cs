namespace LanguageId.Trainer.Data;

/// <summary>The languages of the model: those that the .NET SDK is localized to, and English, its neutral language.</summary>
internal static class Languages
{
    /// <summary>The language of the main assemblies.</summary>
    public const string Neutral = "en";

    /// <summary>All languages, in the order of the model's outputs.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["cs", "de", Neutral, "es", "fr", "it", "ja", "ko", "pl", "pt-BR", "ru", "tr", "zh-Hans", "zh-Hant"];

    /// <summary>The position of a language among the outputs.</summary>
    public static int IndexOf(string language) => All.Index().First(entry => entry.Item == language).Index;
}
