namespace ModelPack.Tool.CommandLine;

/// <summary>Examples of the commands, which their help shows.</summary>
internal static class HelpExamples
{
    private static readonly Dictionary<string, string[]> s_examples = new(StringComparer.Ordinal)
    {
        ["approve"] = ["approve Contoso.Sentiment@1.3.0 --stage Production --key ann.pem", "approve Contoso.Sentiment.Production --reason \"looked at it with carol\""],
        ["attest"] = ["attest Contoso.Sentiment@1.3.0 --type evaluation --dataset reviews-2026 --metric accuracy=0.93", "attest Contoso.Sentiment@1.3.0 --type incident --reason \"answers in French\" --ticket https://issues.example/7"],
        ["catalog"] = ["catalog --sqlite models.db --source contoso"],
        ["copy"] = ["copy Contoso.Sentiment@1.3.0 --from dev --to prod", "copy Contoso.Sentiment.Production@7.0.0 --from prod --to /media/usb/feed --dry-run"],
        ["deprecate"] = ["deprecate Contoso.Sentiment@1.2.0 --reason \"worse on long texts\" --alternative Contoso.Sentiment@1.3.0"],
        ["feed check"] = ["feed check --source contoso", "feed check --source contoso --max-size 512MiB"],
        ["gc"] = ["gc --source /srv/feed --keep-prereleases 20 --script clean.sh", "gc --source prod --records-source records --keep-prereleases 20", "gc --delete"],
        ["inspect"] = ["inspect Contoso.Sentiment@1.3.0", "inspect bin/Release/Contoso.Sentiment.1.3.0.nupkg --checklist g7", "inspect service/publish --json"],
        ["log"] = ["log Contoso.Sentiment --source contoso", "log Contoso.Sentiment --stage Production --last 10 --source prod --records-source records"],
        ["promote"] = ["promote Contoso.Sentiment@1.3.0 --to Staging --source contoso", "promote Contoso.Sentiment@1.3.0 --to Staging --source prod --records-source records", "promote Contoso.Sentiment@1.3.0 --to Production --reason \"two weeks in Staging\" --ticket https://issues.example/8"],
        ["push"] = ["push Contoso.Sentiment.csproj --source contoso", "push bin/Release --source https://feed.example/v3/index.json --api-key $KEY", "push bin/Release/Contoso.Sentiment.1.3.0.nupkg --source /srv/feed --dry-run"],
        ["revoke"] = ["revoke Contoso.Sentiment@1.2.0 --reason \"trained on personal data\" --severity critical", "revoke --model Contoso.Sentiment --export-vulnerabilities audit --url https://models.example/audit"],
        ["rollback"] = ["rollback Contoso.Sentiment.Production --plan --project Service.csproj", "rollback Contoso.Sentiment.Production --reason \"answers in French\" --project Service.csproj --revoke"],
        ["sbom"] = ["sbom Contoso.Sentiment@1.3.0 --output sentiment.cdx.json", "sbom service/publish --format intoto"],
        ["unlist"] = ["unlist Contoso.Sentiment@1.2.0 --source contoso --api-key $KEY"],
        ["validate"] = ["validate model.onnx", "validate Contoso.Sentiment@1.3.0 --onnxruntime 1.20.0 --memory 4GiB"],
        ["versions"] = ["versions Contoso.Sentiment", "versions Contoso.Sentiment --where \"metrics.accuracy >= 0.9\" --format csv"],
    };

    /// <summary>The commands that have examples.</summary>
    public static IReadOnlyCollection<string> Commands => s_examples.Keys;

    /// <summary>The examples of a command: what is typed after the tool's name.</summary>
    /// <param name="command">The command, as <see cref="ToolHelp.Path"/> names it.</param>
    public static IReadOnlyList<string> Of(string command) => s_examples.GetValueOrDefault(command) ?? [];
}
