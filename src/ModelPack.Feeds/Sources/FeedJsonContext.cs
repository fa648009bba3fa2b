using System.Text.Json.Serialization;

namespace ModelPack.Feeds.Sources;

/// <summary>The documents of feeds that are read.</summary>
[JsonSerializable(typeof(VersionList))]
internal sealed partial class FeedJsonContext : JsonSerializerContext;
