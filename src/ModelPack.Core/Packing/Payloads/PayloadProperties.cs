namespace ModelPack.Core.Packing.Payloads;

/// <summary>The properties on large files, as the author wrote them.</summary>
public sealed record PayloadProperties
{
    /// <summary><c>ModelPackInlineLimit</c>: bytes.</summary>
    public string InlineLimit { get; init; } = "16777216";

    /// <summary><c>ModelPackShardSize</c>: bytes.</summary>
    public string ShardSize { get; init; } = "134217728";

    /// <summary><c>ModelPackPayloadSizeLimit</c>: bytes.</summary>
    public string PayloadSizeLimit { get; init; } = "262144000";

    /// <summary><c>ModelPackLayout</c>: <c>Tensor</c> or <c>Exact</c>.</summary>
    public string Layout { get; init; } = "Tensor";

    /// <summary><c>ModelPackVerifyLayout</c>: <c>true</c> or <c>false</c>.</summary>
    public string VerifyLayout { get; init; } = "false";

    /// <summary><c>ModelPackPayloadIdPrefix</c>; empty: the first segment of the package's id.</summary>
    public string PayloadIdPrefix { get; init; } = "";

    /// <summary><c>ModelPackPayloadRepositoryUrl</c>.</summary>
    public string PayloadRepositoryUrl { get; init; } = "";

    /// <summary><c>ModelPackPayloadRevision</c>: a number.</summary>
    public string PayloadRevision { get; init; } = "0";
}
