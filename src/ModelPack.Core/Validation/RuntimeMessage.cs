using System.Text.RegularExpressions;

namespace ModelPack.Core.Validation;

/// <summary>Makes ONNX Runtime's messages readable, and the same on every machine: one line, no paths, a sensible length.</summary>
internal static partial class RuntimeMessage
{
    private const int MaxLength = 400;

    // Names from the model are in messages, of any length.
    private const int MaxRead = 4000;

    /// <summary>What the runtime says of a model.</summary>
    public static string Clean(string message, ValidationRequest request)
    {
        string clean = Shorten(message);
        clean = request.GraphPath is { } graph ? WithoutPath(clean, graph, request.DisplayPath) : clean;
        return Tidy(WithoutPath(clean, request.ModelPath, request.DisplayPath));
    }

    /// <summary>What it says of some other file.</summary>
    public static string Clean(string message, string path, string displayPath) => Tidy(WithoutPath(Shorten(message), path, displayPath));

    private static string Shorten(string message) => message.Length > MaxRead ? message[..MaxRead] : message;

    private static string WithoutPath(string message, string path, string displayPath)
    {
        string clean = message.Replace(path, displayPath, StringComparison.Ordinal);
        return Path.GetDirectoryName(path) is { Length: > 1 } folder
            ? clean.Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Replace(folder, ".", StringComparison.Ordinal)
            : clean;
    }

    private static string Tidy(string message)
    {
        string clean = SourceLocation().Replace(message, "");
        clean = White().Replace(clean, " ").Trim();
        if (clean.Length > MaxLength)
        {
            clean = clean[..(char.IsHighSurrogate(clean[MaxLength - 1]) ? MaxLength - 1 : MaxLength)] + "…";
        }

        return clean.TrimEnd('.');
    }

    // Where in its sources the runtime threw, with the function if it is told: "/onnxruntime_src/…/graph.cc:1441 onnxruntime::Graph::Graph(…) ".
    [GeneratedRegex(
        @"(/onnxruntime_src/|[A-Za-z]:\\a\\|/Users/\w+/)[^\s:]*:\d+ ([\w:<>,*&~ ]*::[\w:<>,*&~ ]*\([^()]*\)( const)?( \[with [^\]]*\])? )?",
        RegexOptions.CultureInvariant)]
    private static partial Regex SourceLocation();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex White();
}
