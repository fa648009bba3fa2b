namespace ModelPack.Core.Checklists.G7;

/// <summary>An element of the list.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Category">Its category.</param>
/// <param name="Name">Its name.</param>
/// <param name="Definition">What it means.</param>
internal sealed record G7Element(string Id, string Category, string Name, string Definition)
{
    /// <summary>Every element, in the order of the list. Source: "SBOM for AI - Minimum Elements", G7 Cybersecurity Working Group, published by BSI on 2026-05-12.</summary>
    public static IReadOnlyList<G7Element> All { get; } =
    [
        new("G7AI-MD-01", "Metadata", "SBOM author", "The agent (person, organisation or tool) that produced the SBOM document."),
        new("G7AI-MD-02", "Metadata", "SBOM version", "A version identifier for this specific instance of the SBOM document."),
        new("G7AI-MD-03", "Metadata", "SBOM data format name", "The name of the standard or schema used to serialise the SBOM (e.g. SPDX, CycloneDX)."),
        new("G7AI-MD-04", "Metadata", "SBOM data format version", "The version of the SBOM data format specification used (e.g. 3.1, 1.6)."),
        new("G7AI-MD-05", "Metadata", "SBOM author signature", "A cryptographic signature or integrity method that allows verification of SBOM authorship."),
        new("G7AI-MD-06", "Metadata", "SBOM tool name", "The name of the software tool used to generate the SBOM."),
        new("G7AI-MD-07", "Metadata", "SBOM tool version", "The version of the software tool used to generate the SBOM."),
        new("G7AI-MD-08", "Metadata", "SBOM generation context", "The lifecycle stage or context in which the SBOM was generated (e.g. build, release, deploy, runtime)."),
        new("G7AI-MD-09", "Metadata", "SBOM timestamp", "The date and time at which the SBOM was created."),
        new("G7AI-MD-10", "Metadata", "SBOM dependency relationship", "Explicit dependency relationships between components recorded in the SBOM."),
        new("G7AI-SLP-01", "System Level Properties", "System name", "The name of the AI system as a whole."),
        new("G7AI-SLP-02", "System Level Properties", "System components", "The constituent sub-components (models, datasets, libraries) that make up the AI system."),
        new("G7AI-SLP-03", "System Level Properties", "System producer", "The organisation or person that developed or supplied the AI system."),
        new("G7AI-SLP-04", "System Level Properties", "System version", "The release or version identifier of the AI system."),
        new("G7AI-SLP-05", "System Level Properties", "System timestamp", "The date and time the AI system was built or released."),
        new("G7AI-SLP-06", "System Level Properties", "System data flow", "A description of how data flows into, through and out of the AI system."),
        new("G7AI-SLP-07", "System Level Properties", "System data usage", "A description of how data (including personal or sensitive data) is used by the AI system."),
        new("G7AI-SLP-08", "System Level Properties", "System input/output properties", "The types, modalities and constraints of data accepted as input and produced as output by the AI system."),
        new("G7AI-SLP-09", "System Level Properties", "Intended application area", "The domain(s) or application area(s) for which the AI system is intended (e.g. healthcare, finance, autonomous driving)."),
        new("G7AI-MDL-01", "Models", "Model name", "The human-readable name of an individual AI model component."),
        new("G7AI-MDL-02", "Models", "Model identifier", "A stable, unique identifier for the model (e.g. PURL, SPDX ID, Hugging Face model ID, DOI)."),
        new("G7AI-MDL-03", "Models", "Model version", "A version or checkpoint identifier for the specific weight snapshot of the model."),
        new("G7AI-MDL-04", "Models", "Model timestamp", "The date and time the model was trained, built, or released."),
        new("G7AI-MDL-05", "Models", "Model producer", "The organisation or person that trained or supplied the model."),
        new("G7AI-MDL-06", "Models", "Model description", "A free-text description of the model's purpose, architecture and key characteristics."),
        new("G7AI-MDL-07", "Models", "Model hash value", "The cryptographic digest of the model weight file(s) for integrity verification."),
        new("G7AI-MDL-08", "Models", "Model hash algorithm", "The algorithm used to compute the model hash (e.g. SHA-256, SHA-512, BLAKE3)."),
        new("G7AI-MDL-09", "Models", "Model properties", "AI-specific technical properties of the model such as type, explainability, autonomy level and energy profile."),
        new("G7AI-MDL-10", "Models", "Model input/output properties", "The types, modalities and constraints on the model's input and output (e.g. image, text, structured data)."),
        new("G7AI-MDL-11", "Models", "Model training properties", "Characteristics of the model's training process, including hyperparameters, data pre-processing and fine-tuning steps."),
        new("G7AI-MDL-12", "Models", "Model license", "The declared or concluded license under which the model is distributed (e.g. SPDX expression, AI-specific RAIL license)."),
        new("G7AI-MDL-13", "Models", "Model external references", "Links to supplementary resources such as model cards, research papers, repositories and model registries."),
        new("G7AI-DP-01", "Dataset Properties", "Dataset name", "The human-readable name of a dataset used to train, validate or test the AI model."),
        new("G7AI-DP-02", "Dataset Properties", "Dataset description", "A free-text description of the dataset's contents, scope and purpose."),
        new("G7AI-DP-03", "Dataset Properties", "Dataset content", "The type(s) of data in the dataset (e.g. image, text, audio, tabular) and its size."),
        new("G7AI-DP-04", "Dataset Properties", "Dataset identifier", "A stable, unique identifier for the dataset (e.g. DOI, SPDX ID, dataset registry URL)."),
        new("G7AI-DP-05", "Dataset Properties", "Dataset hash", "A cryptographic hash of the dataset archive or snapshot for integrity verification."),
        new("G7AI-DP-06", "Dataset Properties", "Dataset provenance", "Information about how, when and where the dataset was collected, updated and pre-processed."),
        new("G7AI-DP-07", "Dataset Properties", "Dataset statistical properties", "Statistical characteristics of the dataset including size, noise levels, known biases and class distributions."),
        new("G7AI-DP-08", "Dataset Properties", "Dataset sensitivity", "The sensitivity classification of the dataset, including whether it contains personal or sensitive data and its confidentiality level."),
        new("G7AI-DP-09", "Dataset Properties", "Dataset dependency relationship", "Relationships linking a model to the datasets it was trained on, tested on, or depends on."),
        new("G7AI-DP-10", "Dataset Properties", "Dataset license", "The declared or concluded license under which the dataset is distributed, including access and usage restrictions."),
        new("G7AI-INF-01", "Infrastructure", "Infrastructure software", "The software environment required to run the AI system, including container images, OS, ML frameworks and runtime libraries."),
        new("G7AI-INF-02", "Infrastructure", "Infrastructure hardware", "The hardware required to operate the AI system, including specialised accelerators (GPUs, TPUs, NPUs)."),
        new("G7AI-SP-01", "Security Properties", "Security controls", "The security controls implemented on the AI system (e.g. access controls, encryption, audit logging)."),
        new("G7AI-SP-02", "Security Properties", "Security compliance", "The security standards, regulations or frameworks the AI system has been assessed against or conforms to."),
        new("G7AI-SP-03", "Security Properties", "Cybersecurity policy information", "References to the supplier's vulnerability-disclosure policy, security.txt or coordinated-disclosure process."),
        new("G7AI-SP-04", "Security Properties", "Vulnerability referencing", "References to known vulnerabilities (CVEs) and their assessment status (VEX) for the AI system and its components."),
        new("G7AI-KPI-01", "Key Performance Indicators", "Security metrics", "Quantitative security-related performance metrics and their decision thresholds (e.g. adversarial robustness scores, CVSS scores)."),
        new("G7AI-KPI-02", "Key Performance Indicators", "Operational performance KPIs", "Operational performance indicators for the AI system such as accuracy, F1, latency, throughput and energy consumption."),
    ];
}
