using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Configuration;
using ModelPack.Feeds.Diagnostics;
using NuGet.Configuration;

namespace ModelPack.Feeds.Sources;

/// <summary>
/// Says what a source did wrong. The client's own messages are not passed on: they name addresses, which may carry secrets.
/// </summary>
internal static class FeedFailure
{
    /// <summary>Makes a problem of what was thrown while a source was asked.</summary>
    public static ModelPackException Of(PackageSource source, Exception exception) => exception as ModelPackException ?? Known(source, exception) ?? Unreachable(source, "it does not answer as expected", exception);

    /// <summary>Whether another try may help.</summary>
    public static bool MayPass(Exception exception) => Causes(exception).Any(cause => cause switch
    {
        HttpRequestException { StatusCode: { } status } => MayPass(status),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } => false,
        IOException or TimeoutException or SocketException or HttpRequestException => true,
        _ => false,
    }) && !Causes(exception).Any(cause => cause is AnswerTooLargeException or InsecureAddressException or ForeignAddressException);

    /// <summary>Whether a status may be another one at the next try.</summary>
    public static bool MayPass(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
        // What a server has not got it will not have at the next try.
        || ((int)status >= 500 && status is not (HttpStatusCode.NotImplemented or HttpStatusCode.HttpVersionNotSupported));

    /// <summary>A source that took too long.</summary>
    public static ModelPackException TooSlow(PackageSource source, TimeSpan limit, Exception exception) =>
        Unreachable(source, $"it did not answer within {limit.TotalSeconds:0.#} s", exception);

    /// <summary>An answer that is none of a NuGet feed.</summary>
    public static ModelPackException BadAnswer(PackageSource source, string what, Exception? inner = null) => FeedProblems.Fail(
        FeedDiagnosticCodes.BadAnswer, $"The source {SourceName.Of(source)} does not answer as a NuGet feed: {what}. Check its address; a v3 feed's ends in 'index.json'.", inner);

    /// <summary>A source that cannot be asked.</summary>
    public static ModelPackException Unreachable(PackageSource source, string why, Exception? inner = null) => FeedProblems.Fail(
        FeedDiagnosticCodes.Unreachable, $"The source {SourceName.Of(source)} cannot be reached: {why}. Check its address and the network, or name other sources.", inner);

    private static ModelPackException? Known(PackageSource source, Exception exception)
    {
        foreach (Exception cause in Causes(exception))
        {
            switch (cause)
            {
                case ModelPackException problem:
                    return problem;
                case InsecureAddressException:
                    return FeedProblems.Fail(
                        FeedDiagnosticCodes.InsecureSource,
                        $"The source {SourceName.Of(source)} is, or leads to, plain HTTP. Use HTTPS, or set allowInsecureConnections=\"true\" on the source in nuget.config.",
                        exception);
                case ForeignAddressException foreign:
                    return FeedProblems.Fail(
                        FeedDiagnosticCodes.ForeignServer,
                        $"The source {SourceName.Of(source)} {foreign.What}. Where that server is right, use its own address as the source; else tell who runs the feed.",
                        exception);
                case AnswerTooLargeException:
                    return BadAnswer(source, $"it sent a document of more than {AnswerGuard.MaximumDocument >> 20} MiB", exception);
                case NuGetConfigurationException or NotSupportedException { Source: "NuGet.Configuration" }:
                    return FeedProblems.BadCredentials(source, exception);
                case HttpRequestException { StatusCode: { } status }:
                    return OfStatus(source, status, exception);
                case SocketException socket:
                    return Unreachable(source, Words(socket.SocketErrorCode), exception);
                case AuthenticationException:
                    return Unreachable(source, "its certificate is not trusted", exception);
                case JsonException or Newtonsoft.Json.JsonException or InvalidDataException:
                    return BadAnswer(source, "what it sent is no JSON of the protocol", exception);
                case TimeoutException or OperationCanceledException:
                    return Unreachable(source, "it did not answer in time", exception);
                case DirectoryNotFoundException or UnauthorizedAccessException when source.IsLocal:
                    return Unreachable(source, "the folder does not exist or cannot be read", exception);
            }
        }

        return Causes(exception).Any(cause => cause is IOException or HttpRequestException) ? Unreachable(source, "the connection was cut", exception) : null;
    }

    private static ModelPackException OfStatus(PackageSource source, HttpStatusCode status, Exception exception) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => FeedProblems.Fail(
            FeedDiagnosticCodes.Unauthorized,
            $"The source {SourceName.Of(source)} refuses these credentials, or wants some ({(int)status}). Set them with 'dotnet nuget update source', "
                + $"in the variable NuGetPackageSourceCredentials_{source.Name}, or install the feed's credential provider and log in once.",
            exception),
        HttpStatusCode.ProxyAuthenticationRequired => FeedProblems.Fail(
            FeedDiagnosticCodes.Unauthorized, $"The proxy before the source {SourceName.Of(source)} wants credentials (407). Set http_proxy.user and http_proxy.password in nuget.config.", exception),
        HttpStatusCode.NotFound => BadAnswer(source, "there is nothing at its address (404)", exception),
        _ when MayPass(status) => Unreachable(source, $"it answered {(int)status}", exception),
        _ => BadAnswer(source, $"it answered {(int)status}", exception),
    };

    private static string Words(SocketError error) => error switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "its host name is not known",
        SocketError.ConnectionRefused => "the connection is refused",
        SocketError.ConnectionReset => "the connection was cut",
        SocketError.TimedOut => "it did not answer in time",
        _ => $"the connection failed ({error})",
    };

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
