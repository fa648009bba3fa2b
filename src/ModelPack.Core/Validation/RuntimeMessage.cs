using System.Text.RegularExpressions;

namespace ModelPack.Core.Validation;

/// <summary>Makes ONNX Runtime's messages readable, and the same on every machine: one line, no paths, a sensible length.</summary>
internal static partial class RuntimeMessage
{
    private const int MaxLength = 400;

    // Names from the model are in messages, of any length.
    private const int MaxRead = 4000;

    public static string Clean(string message, string modelPath, string displayPath)
    {
        string clean = message.Length > MaxRead ? message[..MaxRead] : message;
        clean = clean.Replace(modelPath, displayPath, StringComparison.Ordinal);
        if (Path.GetDirectoryName(modelPath) is { Length: > 1 } folder)
        {
            clean = clean.Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Replace(folder, ".", StringComparison.Ordinal);
        }

        clean = SourceLocation().Replace(clean, "");
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
