using System.CommandLine;

namespace ModelPack.Tool.Commands.FeedCheck;

/// <summary><c>feed</c>: what concerns a feed as a whole.</summary>
internal static class FeedCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new("feed", "Find out what a feed promises.") { FeedCheckCommand.Create() };
}
