namespace Quickstart;

/// <summary>What the reader sees: headlines, the commands that ran, and the lines that matter of what they said.</summary>
internal static class Terminal
{
    private const string Indent = "    ";

    // What every build says, and nobody reads.
    private static readonly string[] Noise =
    [
        "Determining projects to restore", "Restored ", "All projects are up-to-date for restore", "Build succeeded", "Time Elapsed", "MSBuild version",
    ];

    private static int step;

    /// <summary>Begins a step.</summary>
    public static void Headline(string text)
    {
        Console.WriteLine();
        Console.WriteLine($"{++step}. {text}");
    }

    /// <summary>A sentence for the reader.</summary>
    public static void Say(string text) => Console.WriteLine(Indent + text);

    /// <summary>A command as one would type it.</summary>
    public static void Command(string text) => Console.WriteLine($"{Indent}$ {text}");

    /// <summary>What a command said, without noise.</summary>
    public static void Output(string output)
    {
        foreach (string line in output.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0 && !IsNoise(line.TrimStart())))
        {
            Console.WriteLine($"{Indent}  {line.TrimStart()}");
        }
    }

    /// <summary>Why the tour ended early.</summary>
    public static void Failure(string text)
    {
        Console.WriteLine();
        Console.WriteLine(text);
    }

    private static bool IsNoise(string line) =>
        Noise.Any(noise => line.StartsWith(noise, StringComparison.Ordinal))
        || (line.Contains(" -> ", StringComparison.Ordinal) && line.EndsWith(".dll", StringComparison.Ordinal))
        || line.EndsWith("0 Warning(s)", StringComparison.Ordinal)
        || line.EndsWith("0 Error(s)", StringComparison.Ordinal);
}
