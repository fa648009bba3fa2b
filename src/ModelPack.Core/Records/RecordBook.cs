using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack.Core.Records;

/// <summary><c>modelpack/records.json</c> of a package of records: all records of one kind of a model, the oldest first.</summary>
/// <typeparam name="T">The kind.</typeparam>
public sealed class RecordBook<T>
    where T : class, IChainedRecord
{
    /// <summary>The identifier of the JSON Schema of this file.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; set; } = "https://modelpack.net/schema/records-1.json";

    /// <summary>The version of the format; readers refuse a higher one.</summary>
    public int SchemaVersion { get; set; } = RecordBooks.CurrentSchemaVersion;

    /// <summary>One of <see cref="RecordKinds"/>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>The package id of the model.</summary>
    public string Model { get; set; } = "";

    /// <summary>The records.</summary>
    public List<T> Records { get; set; } = [];

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }

    /// <summary>Makes the book with one more record; this one stays as it is.</summary>
    /// <param name="record">The record, with its place in the history.</param>
    /// <exception cref="Diagnostics.ModelPackException">It has as many as are read (MP5086).</exception>
    public RecordBook<T> With(T record)
    {
        RecordChain.RequireRoom($"{Model} ({Kind})", Records.Count);
        return new() { Schema = Schema, SchemaVersion = SchemaVersion, Kind = Kind, Model = Model, Records = [.. Records, record], Extensions = Extensions };
    }
}
