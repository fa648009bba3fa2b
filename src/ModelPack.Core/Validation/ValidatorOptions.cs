namespace ModelPack.Core.Validation;

/// <summary>How the validator process is started.</summary>
public sealed record ValidatorOptions
{
    /// <summary>The full path of the <c>dotnet</c> host, as MSBuild's <c>DOTNET_HOST_PATH</c>.</summary>
    public required string DotNetHostPath { get; init; }

    /// <summary>The full path of <c>ModelPack.Validator.dll</c>; its <c>.runtimeconfig.json</c>, <c>.deps.json</c> and libraries lie beside it.</summary>
    public required string ValidatorAssembly { get; init; }

    /// <summary>How long the process may take to end a run whose time is over, before it is killed.</summary>
    public TimeSpan TerminationGrace { get; init; } = TimeSpan.FromSeconds(10);
}
