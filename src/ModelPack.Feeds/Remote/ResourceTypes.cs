namespace ModelPack.Feeds.Remote;

/// <summary>The types of resources in service indexes, the newest first. NuGet's own lists lack those that its client does not ask for by now.</summary>
internal static class ResourceTypes
{
    /// <summary>Package metadata.</summary>
    public static readonly string[] Registrations =
    [
        "RegistrationsBaseUrl/Versioned", "RegistrationsBaseUrl/3.6.0", "RegistrationsBaseUrl/3.4.0", "RegistrationsBaseUrl/3.0.0-rc", "RegistrationsBaseUrl/3.0.0-beta", "RegistrationsBaseUrl",
    ];

    /// <summary>Search.</summary>
    public static readonly string[] Search =
    [
        "SearchQueryService/Versioned", "SearchQueryService/3.5.0", "SearchQueryService/3.4.0", "SearchQueryService/3.0.0-rc", "SearchQueryService/3.0.0-beta", "SearchQueryService",
    ];
}
