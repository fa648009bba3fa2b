namespace ModelPack.Core.Lineage.Wandb;

/// <summary>Reads the records of artifacts in a log.</summary>
/// <param name="messages">Goes through messages.</param>
/// <param name="run">Takes what they say.</param>
internal sealed class WandbArtifactRecords(WandbMessages messages, WandbRun run)
{
    private const int MaximumFiles = 100_000;
    private const int MaximumAliases = 100;

    private int _files;

    /// <summary>Takes an artifact that the run logged.</summary>
    public void Logged(ReadOnlyMemory<byte> message)
    {
        (string type, string name, string? digest) = ("", "", null);
        List<string> aliases = [];
        List<ReadOnlyMemory<byte>> manifests = [];
        messages.Fields(message, (field, value) =>
        {
            switch (field)
            {
                case 4:
                    type = WandbMessages.Text(value);
                    break;
                case 5:
                    name = WandbMessages.Text(value);
                    break;
                case 6:
                    digest = WandbMessages.Text(value);
                    break;
                case 11:
                    aliases.Add(WandbMessages.Text(value));
                    break;
                case 12:
                    manifests.Add(value);
                    break;
            }
        });
        WandbArtifact artifact = new(type, name, digest, Used: false);
        artifact.Aliases.AddRange(aliases.Take(MaximumAliases));
        foreach (ReadOnlyMemory<byte> manifest in manifests)
        {
            messages.Fields(manifest, (field, value) =>
            {
                if (field == 4 && _files++ < MaximumFiles)
                {
                    Entry(artifact, value);
                }
            });
        }

        run.Artifacts.Add(artifact);
    }

    private void Entry(WandbArtifact artifact, ReadOnlyMemory<byte> message)
    {
        (string entry, string digest, string reference, string local) = ("", "", "", "");
        messages.Fields(message, (field, value) =>
        {
            entry = field == 1 ? WandbMessages.Text(value) : entry;
            digest = field == 2 ? WandbMessages.Text(value) : digest;
            reference = field == 3 ? WandbMessages.Text(value) : reference;
            local = field == 6 ? WandbMessages.Text(value) : local;
        });
        if (reference.Length == 0)
        {
            artifact.Files.Add((local, entry, digest));
        }
    }

    /// <summary>Takes an artifact that the run used.</summary>
    public void Used(ReadOnlyMemory<byte> message)
    {
        (string type, string name) = ("", "");
        messages.Fields(message, (field, value) =>
        {
            type = field == 2 ? WandbMessages.Text(value) : type;
            name = field == 3 ? WandbMessages.Text(value) : name;
        });
        if (name.Length > 0)
        {
            run.Artifacts.Add(new WandbArtifact(type, name, null, Used: true));
        }
    }
}
