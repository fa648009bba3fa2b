using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack;

/// <summary>The software environment of the training.</summary>
public sealed class ModelEnvironment
{
    /// <summary>The language, e.g. <c>python 3.12</c>.</summary>
    public string? Language { get; set; }

    /// <summary>The operating system.</summary>
    public string? OperatingSystem { get; set; }

    /// <summary>The lock file that the packages were read from.</summary>
    public string? LockFile { get; set; }

    /// <summary>Exact version by package name, by ecosystem: <c>pypi</c>, <c>conda</c>, <c>nuget</c>. Several versions, of a lock file for several platforms, are separated by commas.</summary>
    public SortedDictionary<string, SortedDictionary<string, string>>? Packages { get; set; }

    /// <summary>What is required without an exact version: the requirement by package name, by ecosystem.</summary>
    public SortedDictionary<string, SortedDictionary<string, string>>? Unpinned { get; set; }

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
