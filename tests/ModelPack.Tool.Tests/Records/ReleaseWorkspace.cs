using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ModelPack.Testing.Feeds;

namespace ModelPack.Tool.Tests.Records;

/// <summary>A checkout with a policy, the keys of its people, and a folder feed with models; the tool runs in it as its users run it.</summary>
internal sealed class ReleaseWorkspace : IDisposable
{
    public const string Model = "Contoso.Sentiment";

    public const string Alias = Model + ".Production";

    private readonly TempFolder _folder = new("release");
    private readonly CommandRunner _commands;

    public ReleaseWorkspace()
    {
        _commands = new CommandRunner(_folder.Path, _folder["packages"]);
        _commands.Environment["MODELPACK_STORE"] = _folder["store"];
        _folder.Write("nuget.config", """<configuration><packageSources><clear /><add key="contoso" value="feed" /></packageSources></configuration>""");
        Directory.CreateDirectory(_folder["feed"]);
    }

    public string this[string relative] => _folder[relative];

    public string Write(string relative, string text) => _folder.Write(relative, text);

    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Publishes a version with a metric, as <c>metrics.json</c> gives it.</summary>
    public void Publish(string version, double accuracy)
    {
        ModelManifest manifest = new()
        {
            Id = Model,
            Version = version,
            Files = [new ModelFile { Path = "model.onnx", Role = ModelFileRoles.Weights, Size = version.Length, Sha256 = Sha256(version), Materialize = true }],
            Metrics = [new ModelMetric { Name = "accuracy", Value = accuracy }],
        };
        manifest.Digest = ModelDigest.Compute(manifest.Files);
        TestPackage.WriteFlat(_folder["feed"], Model, version, ("modelpack/modelpack.json", manifest.ToUtf8Bytes()), ("modelpack/files/model.onnx", Encoding.UTF8.GetBytes(version)));
    }

    /// <summary>Makes the key pair of somebody: <c>NAME.pem</c> in the form that is asked for, <c>keys/NAME.pem</c> for the policy.</summary>
    public void Key(string name, Func<ECDsa, string> privatePem)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _folder.Write($"{name}.pem", privatePem(key));
        _folder.Write($"keys/{name}.pem", key.ExportSubjectPublicKeyInfoPem());
    }

    /// <summary>Runs <c>dotnet modelpack</c> as somebody.</summary>
    public Task<CommandResult> Run(string person, params IEnumerable<string> arguments)
    {
        _commands.Environment["GITHUB_ACTOR"] = person;
        return _commands.Run(".", "dotnet", [Path.Combine(AppContext.BaseDirectory, "ModelPack.Tool.dll"), .. arguments]);
    }

    /// <summary>Runs it with a password in <c>MODELPACK_KEY_PASSWORD</c>.</summary>
    public async Task<CommandResult> RunWithPassword(string password, string person, params IEnumerable<string> arguments)
    {
        _commands.Environment["MODELPACK_KEY_PASSWORD"] = password;
        CommandResult result = await Run(person, arguments);
        _commands.Environment.Remove("MODELPACK_KEY_PASSWORD");
        return result;
    }

    /// <summary>Runs it, and reads its answer, whatever the exit code.</summary>
    public async Task<(int? ExitCode, JsonElement Answer)> Json(string person, params IEnumerable<string> arguments)
    {
        CommandResult result = await Run(person, [.. arguments, "--json"]);
        return (result.ExitCode, JsonDocument.Parse(result.StandardOutput).RootElement);
    }

    public void Dispose() => _folder.Dispose();
}
