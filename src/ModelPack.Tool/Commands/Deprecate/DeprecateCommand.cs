using System.CommandLine;
using ModelPack.Core.Records;
using ModelPack.Feeds.Unlisting;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Commands.Attest;
using ModelPack.Tool.Targets;

namespace ModelPack.Tool.Commands.Deprecate;

/// <summary><c>deprecate</c>: a version should not be chosen any more.</summary>
internal static class DeprecateCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> what = new("what") { Description = $"The version of the model: {PackageReferenceText.Form}." };
        Option<string> reason = new("--reason") { Description = "Why, in words.", Required = true };
        Option<string?> alternative = new("--alternative") { Description = "What to use instead: a version that is on the source and not revoked.", HelpName = PackageReferenceText.Form };
        Command command = new("deprecate", "Record that a version should not be chosen any more. It stays where it is, and nobody who uses it is stopped; 'revoke' does that.") { what, reason, alternative };
        RecordArguments records = new(command);
        command.Runs(async (result, output, cancellationToken) =>
        {
            PackageReferenceText version = RecordTexts.Version(result.GetValue(what)!);
            PackageReferenceText? other = result.GetValue(alternative) is { } text ? RecordTexts.Version(text) : null;
            using RecordKey? key = records.Key(result);
            Deprecator deprecator = new(records.Feeds(result, output));
            AttestAnswer.Write(
                await deprecator.DeprecateAsync(version.Id, version.Version, result.GetValue(reason)!, other is null ? null : (other.Id, other.Version), records.Actor(result), key, cancellationToken),
                key,
                output);
            return ExitCodes.Done;
        });
        return command;
    }
}
