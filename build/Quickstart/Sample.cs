namespace Quickstart;

/// <summary>The names in <c>samples/</c> that the tour relies on.</summary>
internal static class Sample
{
    public const string PackageId = "LanguageId";
    public const string Model = "LanguageId";
    public const string Trainer = "LanguageId.Trainer";
    public const string Service = "LanguageId.Service";
    public const string ServiceProject = "LanguageId.Service/LanguageId.Service.csproj";
    public const string OldVersion = "1.0.0";
    public const string OldFeatures = "unigrams";
    public const string NewVersion = "1.1.0";
    public const string NewFeatures = "ngrams";

    /// <summary>What the model is promoted to.</summary>
    public const string Stage = "Production";

    /// <summary>The package that serves what was promoted.</summary>
    public const string Alias = $"{PackageId}.{Stage}";

    /// <summary>The property of the service's project file that names the model's version.</summary>
    public const string VersionProperty = "LanguageIdVersion";

    /// <summary>What the service is asked: everyday sentences. Version 1.0.0 takes some of them for another language.</summary>
    public static readonly string[] Texts =
    [
        "Where is the station?",
        "Wo ist der Bahnhof?",
        "Buenos días, ¿qué tal?",
        "Il gatto dorme sul divano.",
        "Gdzie jest dworzec?",
        "今日の天気はとても良いですね。",
    ];
}
