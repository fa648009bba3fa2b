using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.MLflow;

/// <summary>
/// Requests to a tracking server. Redirects are not followed, answers are limited in size, time and number, and credentials go to the named server only.
/// </summary>
internal sealed class MLflowConnection : IDisposable
{
    private const long MaximumAnswer = 32 << 20;

    /// <summary>For all that is asked of one run.</summary>
    private const int MaximumRequests = 20_000;
    private const int MaximumTimeouts = 15;

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly SocketsHttpHandler _handler;
    private readonly HttpClient _client;
    private readonly Uri _address;
    private readonly string _item;
    private int _requests;

    /// <summary>Prepares a connection.</summary>
    /// <param name="address">The server's address, as <c>MLFLOW_TRACKING_URI</c> has it.</param>
    /// <param name="item">The file that the answer is for, which problems name.</param>
    /// <param name="authorization">What authorizes the requests.</param>
    /// <param name="timeout">The limit for each request.</param>
    public MLflowConnection(Uri address, string item, AuthenticationHeaderValue? authorization, TimeSpan timeout)
    {
        (_address, _item) = (address, item);
        _handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = timeout };
        _client = new HttpClient(_handler, disposeHandler: false) { Timeout = timeout };
        _client.DefaultRequestHeaders.Authorization = authorization;
        _client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("ModelPack");
    }

    /// <summary>The server's address, without credentials.</summary>
    public string Name => Privacy.Secrets.Without(_address.ToString());

    /// <summary>What the server must have.</summary>
    public DataNode Get(string path, CancellationToken cancellationToken) => Send(HttpMethod.Get, path, null, cancellationToken)!;

    /// <summary>What may be gone: <see langword="null"/> where the server has it no more.</summary>
    public DataNode? Ask(string path, CancellationToken cancellationToken) => Send(HttpMethod.Get, path, null, cancellationToken, isOptional: true);

    /// <summary>A search: some take their question in the address, by GET.</summary>
    public DataNode Post(string path, JsonObject? body, CancellationToken cancellationToken) => Send(body is null ? HttpMethod.Get : HttpMethod.Post, path, body, cancellationToken)!;

    /// <summary>A problem with the server.</summary>
    /// <param name="why">What is wrong, as a sentence without its end.</param>
    /// <param name="inner">What was caught.</param>
    public ModelPackException Failed(string why, Exception? inner = null) => new(new Problem(
        DiagnosticCodes.TrackingServer, $"The tracking server '{Name}' cannot be asked. {why}. The snapshot that the project has is left as it is.", _item), inner);

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }

    private DataNode? Send(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken, bool isOptional = false)
    {
        // A server may answer each request in time, and never come to an end.
        if (++_requests > MaximumRequests || _watch.Elapsed > MaximumTimeouts * _client.Timeout)
        {
            throw Failed("Its answers take more requests, or longer, than those of any run");
        }

        Uri address = new($"{_address.ToString().TrimEnd('/')}/api/2.0/{path}");
        try
        {
            using HttpRequestMessage request = new(method, address);
            if (body is not null)
            {
                request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            }

            using HttpResponseMessage response = _client.Send(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            byte[] content = Read(response, cancellationToken);
            if (isOptional && response.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }

            return response.IsSuccessStatusCode ? JsonData.Read(content) : throw Refused(response, content);
        }
        catch (DataException exception)
        {
            throw Failed($"It does not answer as a tracking server: {exception.Message.TrimEnd('.')}", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw Failed(exception is OperationCanceledException ? string.Create(CultureInfo.InvariantCulture, $"It did not answer within {_client.Timeout.TotalSeconds:0} s") : exception.Message.TrimEnd('.'), exception);
        }
    }

    private byte[] Read(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        // The limit of HttpClient ends with the headers; a server that sends a byte now and then must not hold the build.
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_client.Timeout);
        using Stream stream = response.Content.ReadAsStream(limit.Token);
        using CancellationTokenRegistration registration = limit.Token.Register(stream.Dispose);
        using MemoryStream content = new();
        byte[] buffer = new byte[1 << 16];
        try
        {
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                content.Write(buffer, 0, read);
                if (content.Length > MaximumAnswer)
                {
                    throw Failed("Its answer is larger than any run");
                }
            }
        }
        catch (Exception exception) when (limit.IsCancellationRequested && exception is ObjectDisposedException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new OperationCanceledException("", exception);
        }

        return content.ToArray();
    }

    private ModelPackException Refused(HttpResponseMessage response, byte[] content)
    {
        if ((int)response.StatusCode is >= 300 and < 400)
        {
            return Failed($"It redirects to '{Privacy.Secrets.Without(response.Headers.Location?.ToString() ?? "nowhere")}', which is not followed");
        }

        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            return Failed(string.Create(CultureInfo.InvariantCulture, $"It refuses the request ({(int)response.StatusCode}); set MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD"));
        }

        string? said = null;
        try
        {
            said = JsonData.Read(content).String("message");
        }
        catch (DataException)
        {
            // Not a tracking server's word.
        }

        return Failed(string.Create(CultureInfo.InvariantCulture, $"It answers {(int)response.StatusCode}{(said is null ? "" : $": {Privacy.Secrets.Without(said.Length <= 200 ? said : said[..200] + "…").TrimEnd('.')}")}"));
    }
}
