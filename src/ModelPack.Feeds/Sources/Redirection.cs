using System.Net;

namespace ModelPack.Feeds.Sources;

/// <summary>Where an answer sends a request on to.</summary>
internal static class Redirection
{
    /// <summary>How often a request is sent on.</summary>
    public const int Maximum = 10;

    /// <summary>The address that the same request is to be sent to.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="address">What was asked.</param>
    /// <returns>The address, or <see langword="null"/> where the answer names none.</returns>
    public static Uri? Of(HttpResponseMessage response, Uri address) => response.StatusCode switch
    {
        // 303 means another request, for those that change something.
        HttpStatusCode.SeeOther when response.RequestMessage?.Method != HttpMethod.Get => null,
        HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect => Target(response, address),
        _ => null,
    };

    private static Uri? Target(HttpResponseMessage response, Uri address) =>
        response.Headers.Location is { } location && Uri.TryCreate(address, location, out Uri? target) && (target.Scheme == Uri.UriSchemeHttps || target.Scheme == Uri.UriSchemeHttp) ? target : null;
}
