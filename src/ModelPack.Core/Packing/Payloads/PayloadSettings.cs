using System.Globalization;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Layout;
using ModelPack.Core.Lineage.Privacy;

namespace ModelPack.Core.Packing.Payloads;

/// <summary>How large files are packed.</summary>
/// <param name="Options">When and how files are cut.</param>
/// <param name="Identity">What names the payload packages.</param>
/// <param name="DefaultLayout">The layout of models that say nothing; <see langword="null"/>: that of their kind.</param>
public sealed record PayloadSettings(LayoutOptions Options, PayloadIdentity Identity, FileLayout? DefaultLayout)
{
    /// <summary>The least <c>ModelPackShardSize</c>: 64 KiB. Smaller ones would be more packages than any feed wants.</summary>
    public const long LeastShardSize = 64 << 10;

    private const long MostBytes = 1L << 50;
    private const long MostRevision = 999_999_999;

    /// <summary>Reads the properties.</summary>
    /// <param name="properties">The properties.</param>
    /// <param name="packageId">The package's id.</param>
    /// <param name="projectFile">The full path of the project file.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <returns>The settings; <see langword="null"/> after a problem.</returns>
    public static PayloadSettings? Parse(PayloadProperties properties, string packageId, string projectFile, ICollection<Problem> problems)
    {
        int before = problems.Count;
        void Bad(string property, string value, string complaint) =>
            problems.Add(new Problem(DiagnosticCodes.BadMetadata, $"{property} is '{value}', {complaint}", projectFile));

        long Number(string property, string text, long least, long most, string what)
        {
            if (long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value >= least && value <= most)
            {
                return value;
            }

            Bad(property, text, string.Create(CultureInfo.InvariantCulture, $"which is no number of {what} from {least} to {most}. Correct it."));
            return least;
        }

        long inlineLimit = Number("ModelPackInlineLimit", properties.InlineLimit, 1, MostBytes, "bytes");
        long payloadLimit = Number("ModelPackPayloadSizeLimit", properties.PayloadSizeLimit, LeastShardSize + CutSizes.PackageOverhead, MostBytes, "bytes");
        long shardSize = Number("ModelPackShardSize", properties.ShardSize, LeastShardSize, MostBytes, "bytes");
        long revision = Number("ModelPackPayloadRevision", properties.PayloadRevision, 0, MostRevision, "a version");
        if (shardSize + CutSizes.PackageOverhead > payloadLimit && problems.Count == before)
        {
            Bad("ModelPackShardSize", properties.ShardSize, string.Create(CultureInfo.InvariantCulture, $"which does not fit in a package of the {payloadLimit} bytes of ModelPackPayloadSizeLimit: {CutSizes.PackageOverhead} of them are for what else a package has. Lower it, or raise ModelPackPayloadSizeLimit to what the feed takes."));
        }

        bool exact = properties.Layout.Trim().Equals(nameof(FileLayout.Exact), StringComparison.OrdinalIgnoreCase);
        if (!exact && !properties.Layout.Trim().Equals(nameof(FileLayout.Tensor), StringComparison.OrdinalIgnoreCase))
        {
            Bad("ModelPackLayout", properties.Layout, "which is neither Tensor nor Exact. Use one of the two.");
        }

        if (!bool.TryParse(properties.VerifyLayout, out _))
        {
            Bad("ModelPackVerifyLayout", properties.VerifyLayout, "which is neither true nor false. Correct it.");
        }

        string prefix = properties.PayloadIdPrefix.Trim() is { Length: > 0 } given ? given : PayloadIdentity.DefaultPrefix(packageId);
        if (!PayloadIdentity.IsPrefix(prefix))
        {
            Bad("ModelPackPayloadIdPrefix", prefix, string.Create(CultureInfo.InvariantCulture, $"which is no beginning of a package id. Set it to at most {PayloadIdentity.LongestPrefix} letters, digits and underscores, with single dots or hyphens between them."));
        }

        // The warning is the pack's: settings are read several times.
        string url = Secrets.Without(properties.PayloadRepositoryUrl.Trim());
        if (url.Length > 0 && !(Uri.TryCreate(url, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" && !url.Any(char.IsControl)))
        {
            Bad("ModelPackPayloadRepositoryUrl", url, "which is no web address. Correct it.");
        }

        return problems.Count > before ? null : new PayloadSettings(
            new LayoutOptions(inlineLimit, shardSize, payloadLimit),
            new PayloadIdentity(prefix, (int)revision, url.Length == 0 ? null : url),
            exact ? FileLayout.Exact : null);
    }
}
