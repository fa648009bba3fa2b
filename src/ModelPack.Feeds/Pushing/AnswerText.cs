using System.Text;
using System.Text.Json;
using ModelPack.Feeds.Diagnostics;

namespace ModelPack.Feeds.Pushing;

/// <summary>What a feed says about its answer, for people.</summary>
internal static class AnswerText
{
    private const int Longest = 16 << 10;

    private static readonly string[] Fields = ["detail", "message", "error", "title", "errors"];

    /// <summary>Reads it: a field of a JSON answer, a plain text, or the reason behind the status; empty where there is nothing.</summary>
    public static async Task<string> Read(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        string body = response.Content.Headers.ContentType?.MediaType is { } type && !type.Contains("html", StringComparison.OrdinalIgnoreCase) ? await Body(response, cancellationToken) : "";
        string text = FeedText.Clean(FromJson(body) ?? body);
        return text.Length > 0 ? text : FeedText.Clean(response.ReasonPhrase ?? "");
    }

    private static async Task<string> Body(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            byte[] bytes = new byte[Longest];
            await using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            return Encoding.UTF8.GetString(bytes, 0, await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken));
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            // The status says enough.
            return "";
        }
    }

    private static string? FromJson(string body)
    {
        if (body.AsSpan().TrimStart() is not ['{', ..])
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            foreach (string field in Fields)
            {
                JsonProperty found = document.RootElement.EnumerateObject().FirstOrDefault(property => property.Name.Equals(field, StringComparison.OrdinalIgnoreCase));
                if (found.Value.ValueKind == JsonValueKind.String)
                {
                    return found.Value.GetString();
                }

                if (found.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                {
                    return found.Value.GetRawText();
                }
            }
        }
        catch (JsonException)
        {
            // It is shown as it is.
        }

        return null;
    }
}
