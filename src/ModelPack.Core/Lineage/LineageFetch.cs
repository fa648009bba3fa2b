using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ModelPack.Core.Content;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Lineage.MLflow;
using ModelPack.Core.Lineage.Privacy;
using ModelPack.Core.Projects;

namespace ModelPack.Core.Lineage;

/// <summary>
/// Asks tracking servers, where a person asks for it: a build never does. What they say of a run is written beside the project, and is what
/// builds read. Secrets and personal data stay out of it, as they stay out of the package.
/// </summary>
public static class LineageFetch
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary>Fetches for every <c>ModelLineage</c> item that names a <c>Server</c>.</summary>
    /// <param name="projectFile">The full path of the project.</param>
    /// <param name="items">Its items.</param>
    /// <param name="keepPersonalData">Whether e-mail addresses and home folders are kept.</param>
    /// <param name="variable">The value of an environment variable.</param>
    /// <param name="cancellationToken">Stops it; what was fetched is kept.</param>
    public static ModelBuildResult Run(string projectFile, IReadOnlyList<ModelItem> items, bool keepPersonalData, Func<string, string?> variable, CancellationToken cancellationToken)
    {
        List<Problem> problems = [];
        List<string> fetched = [];
        foreach (ModelItem item in items.Where(item => item.Kind == ModelItemKind.Lineage && item.Get("Server") is not null).OrderBy(item => item.FullPath, StringComparer.Ordinal))
        {
            try
            {
                fetched.Add(Fetch(projectFile, item, keepPersonalData, variable, cancellationToken));
            }
            catch (ModelPackException exception)
            {
                problems.Add(exception.Problem);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                problems.Add(new Problem(DiagnosticCodes.CannotWrite, $"The snapshot '{item.Include}' cannot be written: {exception.Message} Free space on the disk, or give the right to write.", item.FullPath));
            }
        }

        if (problems.Count == 0 && fetched.Count == 0)
        {
            problems.Add(new Problem(DiagnosticCodes.MissingMetadata, "No ModelLineage item names a Server to fetch from. Set Server on an item whose Include is the file to write, e.g. 'lineage/run.mlflow.json'.", projectFile));
        }

        return new ModelBuildResult(problems.Count == 0, false, problems, fetched.Count > 0 ? string.Join(", ", fetched) : null);
    }

    private static string Fetch(string projectFile, ModelItem item, bool keepPersonalData, Func<string, string?> variable, CancellationToken cancellationToken)
    {
        string server = item.Get("Server")!;
        if (!Uri.TryCreate(server, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0)
        {
            throw new ModelPackException(new Problem(DiagnosticCodes.BadMetadata, $"Server of ModelLineage '{item.Include}' is no address of a tracking server (http or https, without user and password). Correct it.", projectFile));
        }

        if (Path.GetExtension(item.FullPath) != ".json")
        {
            throw new ModelPackException(new Problem(DiagnosticCodes.BadMetadata, $"ModelLineage '{item.Include}' names a Server, and is no JSON file to write what it says to. Include a file such as 'lineage/run.mlflow.json'.", projectFile));
        }

        using MLflowConnection connection = new(address, item.FullPath, Authorization(variable), Timeout);
        MLflowSnapshot snapshot = new MLflowServer(connection, item.FullPath).Fetch(new MLflowQuery(item.Get("Run"), item.Get("Experiment"), item.Get("Model")), cancellationToken);
        Clean(snapshot, keepPersonalData);
        AtomicFile.WriteIfChanged(item.FullPath, [.. JsonSerializer.SerializeToUtf8Bytes(snapshot, MLflowJsonContext.Default.MLflowSnapshot), (byte)'\n']);
        return $"{item.FullPath} (run {snapshot.Run!.Id})";
    }

    private static AuthenticationHeaderValue? Authorization(Func<string, string?> variable)
    {
        if (variable("MLFLOW_TRACKING_TOKEN") is { Length: > 0 } token)
        {
            return new AuthenticationHeaderValue("Bearer", token);
        }

        return variable("MLFLOW_TRACKING_USERNAME") is { Length: > 0 } user
            ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{variable("MLFLOW_TRACKING_PASSWORD")}")))
            : null;
    }

    private static void Clean(MLflowSnapshot snapshot, bool keepPersonalData)
    {
        string Text(string text, string name)
        {
            string clean = Secrets.IsSecret(name, text) ? Secrets.Mask : Secrets.Without(text);
            return keepPersonalData ? clean : PersonalData.Without(clean);
        }

        foreach (SortedDictionary<string, string> values in snapshot.Run is { } run ? (SortedDictionary<string, string>[])[run.Params, run.Tags] : [])
        {
            foreach ((string name, string value) in values.ToList())
            {
                values[name] = Text(value, name);
            }
        }

        foreach (MLflowDataset data in snapshot.Run?.Datasets ?? [])
        {
            data.Source = data.Source is { } source ? Text(source, "") : null;
            data.Profile = data.Profile is { } profile ? Text(profile, "") : null;
        }

        foreach (MLflowPrompt prompt in snapshot.Prompts)
        {
            prompt.Text = prompt.Text is { } text ? Text(text, "") : null;
        }

        foreach (MLflowVersion version in snapshot.Versions)
        {
            version.Source = version.Source is { } source ? Text(source, "") : null;
            version.Description = version.Description is { } description ? Text(description, "") : null;
            version.User = version.User is { } user && (keepPersonalData || !PersonalData.IsMail(user)) ? user : null;
        }

        if (snapshot.Run is { User: { } person } && !keepPersonalData && PersonalData.IsMail(person))
        {
            snapshot.Run.User = null;
        }
    }
}
