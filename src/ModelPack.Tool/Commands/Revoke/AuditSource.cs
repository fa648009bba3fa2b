using System.Xml.Linq;
using ModelPack.Feeds.Revocations;

namespace ModelPack.Tool.Commands.Revoke;

/// <summary>How <c>nuget.config</c> names an exported source of vulnerability data.</summary>
internal static class AuditSource
{
    /// <summary>The lines to put into <c>nuget.config</c>.</summary>
    /// <param name="address">The address that the exported folder is served at.</param>
    public static IReadOnlyList<string> Snippet(Uri address)
    {
        XElement source = new("add", new XAttribute("key", "model-revocations"), new XAttribute("value", $"{address.AbsoluteUri.TrimEnd('/')}/{VulnerabilityExport.ServiceIndex}"));
        if (address.Scheme == Uri.UriSchemeHttp)
        {
            source.Add(new XAttribute("allowInsecureConnections", "true"));
        }

        return ["  <auditSources>", $"    {source}", "  </auditSources>"];
    }
}
