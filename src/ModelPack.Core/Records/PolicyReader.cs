using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;

namespace ModelPack.Core.Records;

/// <summary>Reads a policy strictly: a rule that is misspelt must not be a rule that is off.</summary>
internal sealed partial class PolicyReader(string path)
{
    private static readonly string[] Outcomes = [ModelValidationOutcomes.Loads, ModelValidationOutcomes.Runs, ModelValidationOutcomes.Matches];

    private readonly List<string> _keyFiles = [];

    public ReleasePolicy Read(byte[] utf8, string digest)
    {
        PolicyNode root = Object(PolicyNode.Parse(utf8, path), "$schema", "schemaVersion", "description", "stages", "approvers", "promoters", "retention");
        if (root.Find("schemaVersion") is { } version && Count(version, 1) > ReleasePolicy.CurrentSchemaVersion)
        {
            throw version.Bad($"is {version.Number}; this version of ModelPack reads up to {ReleasePolicy.CurrentSchemaVersion}. Update the tool.");
        }

        List<PolicyApprover> approvers = [.. Items(root.Find("approvers")).Select(Approver)];
        List<PolicyApprover> promoters = [.. Items(root.Find("promoters")).Select(Approver)];
        RequireDistinct(root.Find("approvers"), approvers);
        RequireDistinct(root.Find("promoters"), promoters);
        if (promoters.Find(promoter => approvers.Exists(approver => promoter.Keys.Any(key => approver.Holds(key.KeyId)) && !approver.IsNamed(promoter.Name))) is { } twice)
        {
            throw root.Find("promoters")!.Bad($"has '{twice.Name}' with the key of an approver of another name. Give each person a key of their own, or one name.");
        }

        List<PolicyStage> stages = [];
        foreach (PolicyNode node in Items(root.Find("stages") ?? throw root.Bad("has no 'stages'. List at least one.")))
        {
            PolicyStage stage = Stage(node, stages, approvers, promoters);
            stages.Add(stages.Exists(other => other.Name.Equals(stage.Name, StringComparison.OrdinalIgnoreCase)) ? throw node.Bad($"has '{stage.Name}' twice. Keep one.") : stage);
        }

        return stages.Count == 0
            ? throw root.Find("stages")!.Bad("is empty. List at least one stage.")
            : new ReleasePolicy(digest) { Stages = stages, Approvers = approvers, Promoters = promoters, KeyFiles = _keyFiles, Retention = root.Find("retention") is { } retention ? Retention(retention) : null };
    }

    private static PolicyRetention Retention(PolicyNode node)
    {
        Object(node, "prereleases", "description");
        return new PolicyRetention(Count(node.Find("prereleases") ?? throw node.Bad("lacks 'prereleases'. Say how many are kept."), 0));
    }

    private static PolicyStage Stage(PolicyNode node, List<PolicyStage> before, List<PolicyApprover> approvers, List<PolicyApprover> promoters)
    {
        Object(node, "name", "description", "after", "approvals", "approvers", "promoterMayApprove", "promoterSigns", "gates", "rollback");
        PolicyNode name = node.Find("name") ?? throw node.Bad("has a stage without 'name'. Name it.");
        try
        {
            RecordPackages.RequireStage(Text(name));
        }
        catch (Diagnostics.ModelPackException exception)
        {
            throw name.Bad($"cannot be used: {exception.Problem.Message}");
        }

        int approvals = node.Find("approvals") is { } count ? Count(count, 0) : 0;
        List<string> named = Texts(node.Find("approvers"));
        if (named.Find(other => !approvers.Exists(approver => PersonNames.AreSame(approver.Name, other))) is { } unknown)
        {
            throw node.Find("approvers")!.Bad($"names '{unknown}', who is not among the policy's 'approvers'. Add them there with their public key.");
        }

        int eligible = named.Count > 0 ? named.Distinct(PersonNames.Comparer).Count() : approvers.Count;
        if (approvers.Count > 0 && approvals > eligible)
        {
            throw node.Find("approvals")!.Bad($"is {approvals}, and only {eligible} people may approve. Ask for fewer, or list more.");
        }

        bool signs = node.Find("promoterSigns") is { } must && Flag(must);
        if (signs && approvers.Count + promoters.Count == 0)
        {
            throw node.Find("promoterSigns")!.Bad("needs somebody who may sign. List them, with their public keys, among the policy's 'promoters' or 'approvers'.");
        }

        bool mayApprove = node.Find("promoterMayApprove") is { } may && Flag(may);
        if (signs && !mayApprove && promoters.Count == 0 && eligible == approvers.Count && approvals >= eligible)
        {
            throw node.Find("approvals")!.Bad($"is {approvals}, and of the {eligible} approvers one must promote and sign, who does not count. List 'promoters', or ask for fewer.");
        }

        List<string> after = Texts(node.Find("after"));
        if (after.Find(other => !before.Exists(stage => stage.Name.Equals(other, StringComparison.OrdinalIgnoreCase))) is { } missing)
        {
            throw node.Find("after")!.Bad($"names '{missing}', which is no stage before this one. List the stages in their order.");
        }

        PolicyStage stage = new()
        {
            Name = Text(name),
            After = after,
            Approvals = approvals,
            Approvers = named,
            PromoterMayApprove = mayApprove,
            PromoterSigns = signs,
            SignedEvidence = approvers.Count > 0,
        };
        stage = node.Find("gates") is { } gates ? Gates(gates, stage) : stage;
        return node.Find("rollback") is { } rollback ? Rollback(rollback, stage) : stage;
    }

    private static PolicyStage Gates(PolicyNode node, PolicyStage stage)
    {
        Object(node, "metrics", "lineage", "validations", "soak", "signedEvidence", "description");
        TimeSpan soak = node.Find("soak") is { } time ? Duration(time) : TimeSpan.Zero;
        if (soak > TimeSpan.Zero && stage.After.Count == 0)
        {
            throw node.Find("soak")!.Bad("needs a stage in 'after', for it is the time there. Add it.");
        }

        return stage with
        {
            Metrics = [.. Items(node.Find("metrics")).Select(Metric)],
            Lineage = LineageOf(node.Find("lineage")),
            Validations = [.. Items(node.Find("validations")).Select(Validation)],
            Soak = soak,
            SignedEvidence = node.Find("signedEvidence") is { } signed ? Flag(signed) : stage.SignedEvidence,
        };
    }

    private static PolicyStage Rollback(PolicyNode node, PolicyStage stage)
    {
        Object(node, "emergency", "confirmations", "description");
        return stage with
        {
            EmergencyRollback = node.Find("emergency") is not { } emergency || Flag(emergency),
            Confirmations = node.Find("confirmations") is { } count ? Count(count, 0) : stage.Confirmations,
        };
    }

    private static List<string> LineageOf(PolicyNode? node)
    {
        List<string> sections = Texts(node);
        return sections.Find(section => section != LineageSections.All && !LineageSections.Names.Contains(section)) is { } unknown
            ? throw node!.Bad($"names '{unknown}', which is none of {string.Join(", ", LineageSections.Names)} and {LineageSections.All}. Correct it.")
            : sections;
    }

    private static MetricGate Metric(PolicyNode node)
    {
        Object(node, "name", "dataset", "split", "min", "max", "description");
        double? min = node.Find("min") is { } least ? Number(least) : null;
        double? max = node.Find("max") is { } most ? Number(most) : null;
        return min is null && max is null
            ? throw node.Bad("has a metric with neither 'min' nor 'max'. Give one of them.")
            : new MetricGate(
                Text(node.Find("name") ?? throw node.Bad("has a metric without 'name'. Name it.")),
                node.Find("dataset") is { } dataset ? Text(dataset) : null,
                node.Find("split") is { } split ? Text(split) : null,
                min,
                max);
    }

    private static ValidationGate Validation(PolicyNode node)
    {
        Object(node, "executionProvider", "hardware", "runtime", "outcome", "description");
        string outcome = node.Find("outcome") is { } wanted ? Text(wanted) : ModelValidationOutcomes.Runs;
        return !Outcomes.Contains(outcome)
            ? throw node.Find("outcome")!.Bad($"is '{outcome}', which is none of {string.Join(", ", Outcomes)}. Correct it.")
            : new ValidationGate(
                node.Find("executionProvider") is { } provider ? Text(provider) : null,
                node.Find("hardware") is { } hardware ? Text(hardware) : null,
                node.Find("runtime") is { } runtime ? Text(runtime) : null,
                outcome);
    }

    private PolicyApprover Approver(PolicyNode node)
    {
        Object(node, "name", "otherNames", "publicKey", "publicKeys", "publicKeyFile", "description");
        List<RecordKey> keys = [.. Texts(node.Find("publicKey")).Concat(Texts(node.Find("publicKeys"))).Select(pem => Key(node, pem))];
        if (node.Find("publicKeyFile") is { } file)
        {
            string full = Path.GetFullPath(Text(file), Path.GetDirectoryName(Path.GetFullPath(path))!);
            keys.Add(RecordKey.LoadPublic(full));
            _keyFiles.Add(full);
        }

        return keys.Count == 0
            ? throw node.Bad("has somebody without a key. Give a 'publicKey' (PEM) or a 'publicKeyFile'.")
            : new PolicyApprover(Name(node.Find("name") ?? throw node.Bad("has somebody without 'name'. Name them.")), node.Find("otherNames") is { Kind: JsonTokenType.StartArray } names ? [.. names.Children.Select(Name)] : node.Find("otherNames") is { } other ? [Name(other)] : [], keys);
    }

    private static string Name(PolicyNode node) => PersonNames.Explain(Text(node)) is { } reason ? throw node.Bad($"{reason}. Write the name as it is stated.") : node.Text;

    private static RecordKey Key(PolicyNode node, string pem) => KeyText.IsPrivate(pem)
        ? throw node.Bad("has a private key. Take it out, make a new one, and put only its public key here.")
        : RecordKey.FromPem(pem, $"{node.Name}, line {node.Line}");

    private static void RequireDistinct(PolicyNode? node, List<PolicyApprover> people)
    {
        string? twice = people.SelectMany(person => person.OtherNames.Append(person.Name)).GroupBy(name => name, PersonNames.Comparer).FirstOrDefault(group => group.Count() > 1)?.Key
            ?? people.SelectMany(person => person.Keys.Select(key => key.KeyId)).GroupBy(key => key, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;
        if (twice is not null)
        {
            throw node!.Bad($"has '{twice}' twice: one person would count as two. Keep one.");
        }
    }

    private static PolicyNode Object(PolicyNode node, params ReadOnlySpan<string> known)
    {
        if (node.Kind != JsonTokenType.StartObject)
        {
            throw node.Bad("must be an object: { … }.");
        }

        foreach (PolicyNode field in node.Children)
        {
            if (!known.Contains(field.Name))
            {
                throw field.Bad($"is no field of {node.Name}; there are {string.Join(", ", known)}. Correct or remove it.");
            }
        }

        return node;
    }

    private static List<PolicyNode> Items(PolicyNode? node) => node is null || node.Kind == JsonTokenType.StartArray ? node?.Children ?? [] : throw node.Bad("must be a list: [ … ].");

    private static List<string> Texts(PolicyNode? node) => node is null ? [] : node.Kind == JsonTokenType.String ? [Text(node)] : [.. Items(node).Select(Text)];

    private static string Text(PolicyNode node) => node.Kind == JsonTokenType.String && node.Text.Trim().Length > 0 ? node.Text : throw node.Bad("must be a text that is not empty.");

    private static bool Flag(PolicyNode node) => node.Kind is JsonTokenType.True or JsonTokenType.False ? node.Kind == JsonTokenType.True : throw node.Bad("must be true or false.");

    private static double Number(PolicyNode node) => node.Kind == JsonTokenType.Number && double.IsFinite(node.Number) ? node.Number : throw node.Bad("must be a number.");

    private static int Count(PolicyNode node, int least) =>
        Number(node) is var number && number >= least && number <= 1_000_000 && number == Math.Floor(number) ? (int)number : throw node.Bad($"must be a whole number of {least} or more.");

    private static TimeSpan Duration(PolicyNode node)
    {
        string text = Text(node);
        try
        {
            // Months and years have no length.
            return DayTime().IsMatch(text) ? XmlConvert.ToTimeSpan(text) : throw new FormatException();
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw node.Bad($"is '{text}', which is no time. Write days as P3D, hours as PT12H.");
        }
    }

    [GeneratedRegex(@"^P(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex DayTime();
}
