using ModelPack.Core.Git;
using ModelPack.Core.Records;

namespace ModelPack.Feeds.Records;

/// <summary>Finds out who acts: as stated, by the CI system, by git, by the operating system.</summary>
public static class RecordActors
{
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
    /// <exception cref="Core.Diagnostics.ModelPackException">The stated name is empty, too long, or has characters that nobody sees (MP5076).</exception>
    public static RecordActor Resolve(string? stated, string folder, Func<string, string?>? environment = null)
    {
        if (stated is not null)
        {
            return PersonNames.Explain(stated.Trim()) is { } reason
                ? throw RecordFailure.Incomplete($"The name of --actor {reason}. State who acts.")
                : new RecordActor { Name = stated.Trim(), Source = "--actor" };
        }

        Func<string, string?> read = environment ?? Environment.GetEnvironmentVariable;
        foreach (string variable in Variables)
        {
            if (read(variable)?.Trim() is { } name && PersonNames.Explain(name) is null)
            {
                return new RecordActor { Name = name, Source = variable };
            }
        }

        return GitRepository.UserName(folder) is { } user && PersonNames.Explain(user) is null
            ? new RecordActor { Name = user, Source = "git" }
            : new RecordActor { Name = Environment.UserName is { Length: > 0 } account ? account : "unknown", Source = "os" };
    }

    /// <summary>Refuses a name that cannot be told from another.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">It is empty, too long, begins or ends with a blank, or has characters that nobody sees (MP5076).</exception>
    internal static void Require(RecordActor actor)
    {
        if (PersonNames.Explain(actor.Name) is { } reason)
        {
            throw RecordFailure.Incomplete($"The name of who acts {reason}. State it without.");
        }
    }
}
