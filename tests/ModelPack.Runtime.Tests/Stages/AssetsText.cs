using System.Text.Json.Nodes;

namespace ModelPack.Runtime.Tests.Stages;

/// <summary>A <c>project.assets.json</c> made by hand, of the project <c>Service</c>.</summary>
internal sealed class AssetsText(string packagesFolder)
{
    private readonly JsonObject targets = [];
    private readonly JsonObject libraries = [];
    private readonly JsonArray direct = [];

    /// <summary>Adds what the project refers to itself.</summary>
    public AssetsText Direct(params string[] ids)
    {
        foreach (string id in ids)
        {
            direct.Add((JsonNode)$"{id} >= 1.0.0");
        }

        return this;
    }

    /// <summary>Adds a package or a project.</summary>
    public AssetsText With(string id, string version, string type = "package", params string[] dependencies)
    {
        targets[$"{id}/{version}"] = new JsonObject { ["type"] = type, ["dependencies"] = new JsonObject(dependencies.Select(dependency => KeyValuePair.Create(dependency, (JsonNode?)"1.0.0"))) };
        libraries[$"{id}/{version}"] = new JsonObject { ["type"] = type, ["path"] = type == "package" ? $"{id.ToLowerInvariant()}/{version}" : $"../{id}/{id}.csproj" };
        return this;
    }

    public override string ToString() => new JsonObject
    {
        ["version"] = 4,
        ["targets"] = new JsonObject { ["net10.0"] = targets.DeepClone(), ["net10.0/linux-x64"] = targets.DeepClone() },
        ["libraries"] = libraries.DeepClone(),
        ["projectFileDependencyGroups"] = new JsonObject { ["net10.0"] = direct.DeepClone() },
        ["packageFolders"] = new JsonObject { [packagesFolder + "/"] = new JsonObject() },
        ["project"] = new JsonObject { ["restore"] = new JsonObject { ["projectName"] = "Service", ["sources"] = new JsonObject { ["https://feed"] = new JsonObject() }, ["configFilePaths"] = new JsonArray("/nuget.config") } },
        ["logs"] = new JsonArray(new JsonObject { ["code"] = "NU1101", ["level"] = "Error", ["message"] = "Unable.", ["libraryId"] = "X" }),
    }.ToJsonString();

    /// <summary>Writes it.</summary>
    public string Write(string folder)
    {
        string file = Path.Combine(folder, "project.assets.json");
        File.WriteAllText(file, ToString());
        return file;
    }
}
