using Microsoft.Build.Logging.StructuredLogger;
using Xunit;

namespace ModelPack.Testing;

/// <summary>What a build really did, read from its binary log.</summary>
public sealed class BinaryLog
{
    private readonly Build build;

    private BinaryLog(string path, Build build)
    {
        Path = path;
        this.build = build;
    }

    /// <summary>The log's file.</summary>
    public string Path { get; }

    /// <summary>Every target that executed (skipped ones are not in it), as many times as it did.</summary>
    public IReadOnlyList<string> Targets => [.. build.FindChildrenRecursive<Target>(target => !target.Skipped).Select(target => target.Name)];

    /// <summary>Every task that ran, as many times as it did.</summary>
    public IReadOnlyList<string> Tasks => [.. build.FindChildrenRecursive<Microsoft.Build.Logging.StructuredLogger.Task>().Select(task => task.Name)];

    /// <summary>Every message of the build, of whatever importance.</summary>
    public IReadOnlyList<string> Messages => [.. build.FindChildrenRecursive<Message>().Select(message => message.Text)];

    /// <summary>Reads a log.</summary>
    public static BinaryLog Read(string path) => new(path, Microsoft.Build.Logging.StructuredLogger.BinaryLog.ReadBuild(path));

    /// <summary>Fails the test unless the target executed.</summary>
    public BinaryLog ShouldRunTarget(string name)
    {
        Check(Targets.Contains(name, StringComparer.OrdinalIgnoreCase), $"target '{name}' should have run");
        return this;
    }

    /// <summary>Fails the test if the target executed.</summary>
    public BinaryLog ShouldNotRunTarget(string name)
    {
        Check(!Targets.Contains(name, StringComparer.OrdinalIgnoreCase), $"target '{name}' should not have run");
        return this;
    }

    /// <summary>Fails the test unless a task of this name ran.</summary>
    public BinaryLog ShouldRunTask(string name)
    {
        Check(Tasks.Contains(name, StringComparer.OrdinalIgnoreCase), $"task '{name}' should have run");
        return this;
    }

    /// <summary>Fails the test if a task of this name ran.</summary>
    public BinaryLog ShouldNotRunTask(string name)
    {
        Check(!Tasks.Contains(name, StringComparer.OrdinalIgnoreCase), $"task '{name}' should not have run");
        return this;
    }

    private void Check(bool holds, string what)
    {
        if (!holds)
        {
            Workspace.KeepAll(Path);
            Assert.Fail($"{what}.\nbinary log: {Path}\nModelPack's targets that ran: {string.Join(", ", Targets.Where(target => target.Contains("ModelPack", StringComparison.Ordinal)))}");
        }
    }
}
