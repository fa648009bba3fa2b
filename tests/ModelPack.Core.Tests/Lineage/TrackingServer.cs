using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ModelPack.Core.Tests.Lineage;

/// <summary>A server on this machine that answers as a test says.</summary>
internal sealed class TrackingServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, (int Status, string Body, string? Location)> _answer;
    private readonly CancellationTokenSource _stop = new();

    public TrackingServer(Func<string, (int Status, string Body, string? Location)> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = Task.Run(ServeAsync);
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>The first line and the credentials of each request.</summary>
    public ConcurrentQueue<(string Request, string? Authorization)> Requests { get; } = [];

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await AnswerAsync(client);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException or IOException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using NetworkStream stream = client.GetStream();
        using StreamReader reader = new(stream, leaveOpen: true);
        string request = await reader.ReadLineAsync() ?? "";
        string? authorization = null;
        int length = 0;
        while (await reader.ReadLineAsync() is { Length: > 0 } header)
        {
            authorization = header.StartsWith("Authorization: ", StringComparison.OrdinalIgnoreCase) ? header[15..] : authorization;
            length = header.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase) ? int.Parse(header[16..], System.Globalization.CultureInfo.InvariantCulture) : length;
        }

        char[] body = new char[length];
        if (length > 0)
        {
            // Without a body a read would wait for one.
            await reader.ReadBlockAsync(body);
        }

        Requests.Enqueue((request, authorization));
        (int status, string answer, string? location) = _answer($"{request.Split(' ')[1]} {new string(body)}".Trim());
        byte[] bytes = Encoding.UTF8.GetBytes(answer);
        string head = $"HTTP/1.1 {status} x\r\nContent-Length: {bytes.Length}\r\nConnection: close\r\n{(location is null ? "" : $"Location: {location}\r\n")}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        await stream.WriteAsync(bytes);
    }
}
