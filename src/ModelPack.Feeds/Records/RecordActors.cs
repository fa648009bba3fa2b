using ModelPack.Core.Git;
using ModelPack.Core.Records;

namespace ModelPack.Feeds.Records;

/// <summary>Finds out who acts: as stated, by the CI system, by git, by the operating system.</summary>
public static class RecordActors
{
    private const int MaximumLength = 200;

    // The names of people come before those of the accounts that pipelines run under.
    private static readonly string[] Variables =
    [
        "GITHUB_ACTOR", "GITLAB_USER_LOGIN", "BUILD_REQUESTEDFOR", "BITBUCKET_STEP_TRIGGERER_UUID", "CIRCLE_USERNAME", "BUILD_USER_ID", "BUILDKITE_BUILD_CREATOR",
        "APPVEYOR_REPO_COMMIT_AUTHOR", "DRONE_COMMIT_AUTHOR", "TRAVIS_BUILD_USER",
    ];

    /// <summary>Finds the actor.</summary>
    /// <param name="stated">What the user states with <c>--actor</c>, or <see langword="null"/>.</param>
    /// <param name="folder">The folder whose git configuration counts.</param>
    /// <param name="environment">Reads a variable; <see langword="null"/> for the process'.</param>
    /// <exception cref="Core.Diagnostics.ModelPackException">The stated name is empty or too long (MP5076).</exception>
    public static RecordActor Resolve(string? stated, string folder, Func<string, string?>? environment = null)
    {
        if (stated is not null)
        {
            return stated.Trim() is { Length: > 0 and <= MaximumLength } name
                ? new RecordActor { Name = name, Source = "--actor" }
                : throw RecordFailure.Incomplete($"--actor is empty or longer than {MaximumLength} characters. State who acts.");
        }

        Func<string, string?> read = environment ?? Environment.GetEnvironmentVariable;
        foreach (string variable in Variables)
        {
            if (read(variable)?.Trim() is { Length: > 0 and <= MaximumLength } name)
            {
                return new RecordActor { Name = name, Source = variable };
            }
        }

        return GitRepository.UserName(folder) is { Length: <= MaximumLength } user
            ? new RecordActor { Name = user, Source = "git" }
            : new RecordActor { Name = Environment.UserName is { Length: > 0 } account ? account : "unknown", Source = "os" };
    }
}
