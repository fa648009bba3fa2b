using System.Net;

namespace ModelPack.Feeds.Pushing;

/// <summary>A package as the body of a request. It is opened anew each time that it is sent, which a challenge for credentials or a redirect may make it.</summary>
internal sealed class PackageUpload(LocalPackage package, Action<long> report) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using PackageReadStream file = new(package);
        await file.CopyToAsync(stream, report, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = package.Length;
        return true;
    }
}
