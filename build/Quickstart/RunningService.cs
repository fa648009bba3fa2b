using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Quickstart;

/// <summary>The sample's service on a free port of this machine; disposing it ends it.</summary>
internal sealed partial class RunningService : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly HttpClient client;

    private RunningService(Process process, HttpClient client)
    {
        this.process = process;
        this.client = client;
    }

    /// <summary>Starts the service, as built, and waits until it listens.</summary>
    /// <exception cref="StepException">It ended, or did not listen in time.</exception>
    public static async Task<RunningService> Start(DotNet dotNet, string samples, CancellationToken cancellationToken)
    {
        string[] arguments = ["run", "--project", Sample.Service, "--no-build"];
        Terminal.Command(DotNet.Describe(samples, arguments));
        Process process = dotNet.Start(samples, [.. arguments, "--no-launch-profile", "--", "--urls", "http://127.0.0.1:0"]);
        StringBuilder output = new();
        TaskCompletionSource<string> address = new(TaskCreationOptions.RunContinuationsAsynchronously);
        DataReceivedEventHandler onLine = (_, line) =>
        {
            lock (output)
            {
                output.Append(line.Data).Append('\n');
            }

            if (line.Data is not null && ListeningLine().Match(line.Data) is { Success: true } match)
            {
                address.TrySetResult(match.Groups["url"].Value);
            }
        };
        process.OutputDataReceived += onLine;
        process.ErrorDataReceived += onLine;
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => address.TrySetException(new StepException("The service ended before it listened."));
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            string url = await address.Task.WaitAsync(StartLimit, cancellationToken);
            Terminal.Say($"It listens on {url}");
            return new RunningService(process, new HttpClient { BaseAddress = new Uri(url), Timeout = StartLimit });
        }
        catch (Exception exception) when (exception is StepException or TimeoutException)
        {
            await Stop(process);
            throw new StepException($"{exception.Message} All that it said:\n\n{output}");
        }
        catch (OperationCanceledException)
        {
            await Stop(process);
            throw;
        }
    }

    /// <summary>Asks for a JSON document.</summary>
    public async Task<JsonNode> Get(string path, CancellationToken cancellationToken) => await Read(await Send(() => client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken)), cancellationToken);

    /// <summary>Posts JSON and returns the JSON answer.</summary>
    public async Task<JsonNode> Post(string path, JsonNode body, CancellationToken cancellationToken) =>
        await Read(await Send(() => client.PostAsJsonAsync(path, body, cancellationToken)), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await Stop(process);
    }

    private static async Task<HttpResponseMessage> Send(Func<Task<HttpResponseMessage>> send)
    {
        try
        {
            return await send();
        }
        catch (HttpRequestException exception)
        {
            throw new StepException($"The service does not answer: {exception.Message}");
        }
    }

    private static async Task<JsonNode> Read(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using (response)
        {
            string text = await response.Content.ReadAsStringAsync(cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                throw new StepException($"The service answered {(int)response.StatusCode} to {response.RequestMessage!.RequestUri}: {text}");
            }

            try
            {
                return JsonNode.Parse(text)!;
            }
            catch (JsonException exception)
            {
                throw new StepException($"The service answered {response.RequestMessage!.RequestUri} with something that is no JSON ({exception.Message}): {text}");
            }
        }
    }

    private static async Task Stop(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    [GeneratedRegex(@"Now listening on: (?<url>\S+)")]
    private static partial Regex ListeningLine();
}
