namespace ModelPack.Core.Projects;

/// <summary>What the author says of a model in properties, beyond what its files and its training tell. Nothing is required.</summary>
public sealed record ModelStatements
{
    /// <summary>The organisation or person that supplies the model.</summary>
    public string? Producer { get; init; }

    /// <summary>The address of the project's pages.</summary>
    public string? ProjectUrl { get; init; }

    /// <summary>The architecture.</summary>
    public string? Architecture { get; init; }

    /// <summary>What the model does.</summary>
    public string? Task { get; init; }

    /// <summary>How its answers can be explained.</summary>
    public string? Explainability { get; init; }

    /// <summary>How far it acts without a person.</summary>
    public string? Autonomy { get; init; }

    /// <summary>The domain that it is meant for.</summary>
    public string? ApplicationArea { get; init; }

    /// <summary>How data flows into, through and out of it.</summary>
    public string? DataFlow { get; init; }

    /// <summary>What it takes and gives, where no signature tells it.</summary>
    public string? InputOutput { get; init; }

    /// <summary>How it uses data.</summary>
    public string? DataUsage { get; init; }

    /// <summary>The software that it needs to run.</summary>
    public string? Software { get; init; }

    /// <summary>The hardware that it needs to run.</summary>
    public string? Hardware { get; init; }

    /// <summary>When the training began: an ISO 8601 time.</summary>
    public string? TrainingStarted { get; init; }

    /// <summary>When the training ended: an ISO 8601 time.</summary>
    public string? TrainingEnded { get; init; }

    /// <summary>The energy that the training took.</summary>
    public string? TrainingEnergy { get; init; }

    /// <summary>The controls that secure it.</summary>
    public string? SecurityControls { get; init; }

    /// <summary>The standards and regulations that it was assessed against.</summary>
    public string? SecurityCompliance { get; init; }

    /// <summary>The address of the policy for reporting vulnerabilities.</summary>
    public string? SecurityPolicyUrl { get; init; }

    /// <summary>The address of what is known of vulnerabilities.</summary>
    public string? VulnerabilitiesUrl { get; init; }
}
