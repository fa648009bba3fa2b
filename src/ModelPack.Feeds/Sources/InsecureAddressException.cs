namespace ModelPack.Feeds.Sources;

/// <summary>A request would go over plain HTTP, which the source does not allow.</summary>
internal sealed class InsecureAddressException() : InvalidOperationException("Plain HTTP is not allowed.");
