using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packing.Payloads;

namespace ModelPack.Sdk.Tasks;

/// <summary>What tasks that write payload packages are told about them.</summary>
public abstract class PayloadTask : CancelableTask
{
    /// <summary><c>ModelPackInlineLimit</c>.</summary>
    public string InlineLimit { get; set; } = "";

    /// <summary><c>ModelPackShardSize</c>.</summary>
    public string ShardSize { get; set; } = "";

    /// <summary><c>ModelPackPayloadSizeLimit</c>.</summary>
    public string PayloadSizeLimit { get; set; } = "";

    /// <summary><c>ModelPackLayout</c>.</summary>
    public string Layout { get; set; } = "";

    /// <summary><c>ModelPackVerifyLayout</c>.</summary>
    public string VerifyLayout { get; set; } = "";

    /// <summary><c>ModelPackPayloadIdPrefix</c>.</summary>
    public string? PayloadIdPrefix { get; set; }

    /// <summary><c>ModelPackPayloadRepositoryUrl</c>.</summary>
    public string? PayloadRepositoryUrl { get; set; }

    /// <summary><c>ModelPackPayloadRevision</c>.</summary>
    public string PayloadRevision { get; set; } = "";

    /// <summary>The settings; logs what is wrong with them, and is <see langword="null"/> then.</summary>
    private protected PayloadSettings? Settings(string packageId, string projectFile)
    {
        List<Problem> problems = [];
        PayloadProperties properties = new()
        {
            InlineLimit = InlineLimit,
            ShardSize = ShardSize,
            PayloadSizeLimit = PayloadSizeLimit,
            Layout = Layout,
            VerifyLayout = VerifyLayout,
            PayloadIdPrefix = PayloadIdPrefix ?? "",
            PayloadRepositoryUrl = PayloadRepositoryUrl ?? "",
            PayloadRevision = PayloadRevision,
        };
        PayloadSettings? settings = PayloadSettings.Parse(properties, packageId, projectFile, problems);
        foreach (Problem problem in problems)
        {
            Log.LogProblem(problem, projectFile, HelpLinkBase);
        }

        return settings;
    }
}
