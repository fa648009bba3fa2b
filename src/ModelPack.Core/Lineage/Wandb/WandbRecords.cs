using System.Buffers.Binary;
using System.Text;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Lineage.Data;
using ModelPack.Core.Protobuf;

namespace ModelPack.Core.Lineage.Wandb;

/// <summary>Reads the records of a log. Source: <c>wandb/proto/wandb_internal.proto</c> of wandb/wandb.</summary>
/// <param name="path">The log.</param>
/// <param name="run">Takes what they say.</param>
internal sealed class WandbRecords(string path, WandbRun run)
{
    private const int MaximumMetrics = 10_000;
    private const int MaximumFiles = 100_000;

    private readonly Dictionary<string, double> _summary = new(StringComparer.Ordinal);
    private readonly HashSet<string> _media = new(StringComparer.Ordinal);
    private long _step;
    private int _files;

    /// <summary>Takes a record.</summary>
    /// <exception cref="ModelPackException">It is damaged.</exception>
    public void Take(ReadOnlyMemory<byte> record) => Fields(record, (field, value) =>
    {
        switch (field)
        {
            case 2:
                History(value);
                break;
            case 3:
                Items(value, 1, Summary);
                break;
            case 5:
                Items(value, 1, Config);
                break;
            case 8:
                Artifact(value);
                break;
            case 12:
                Metric(value);
                break;
            case 17:
                Run(value);
                break;
            case 18:
                Exit(value);
                break;
            case 25:
                Used(value);
                break;
            case 26:
                Environment(value);
                break;
        }
    });

    /// <summary>After the last record: what no file says better.</summary>
    public void Finish()
    {
        foreach ((string name, double value) in _summary.Where(pair => !IsMedia(pair.Key)))
        {
            run.Summary.TryAdd(name, value);
        }

        foreach (string name in run.History.Keys.Where(IsMedia).ToList())
        {
            run.History.Remove(name);
        }
    }

    private bool IsMedia(string name) => _media.Count > 0 && name.LastIndexOf('.') is > 0 and int dot && _media.Contains(name[..(dot + 1)]);

    /// <summary>Media is told by a <c>_type</c> among its values.</summary>
    private void Summary(string name, DataNode node)
    {
        if (name.EndsWith("._type", StringComparison.Ordinal))
        {
            _media.Add(name[..^"_type".Length]);
        }
        else
        {
            WandbSummary.Add(name, node, _summary);
        }
    }

    private void Run(ReadOnlyMemory<byte> message) => Fields(message, (field, value) =>
    {
        switch (field)
        {
            case 1:
                run.Id ??= Text(value);
                break;
            case 2:
                run.Entity ??= Text(value);
                break;
            case 3:
                run.Project ??= Text(value);
                break;
            case 4:
                Items(value, 1, Config);
                break;
            case 8:
                run.Name ??= Text(value);
                break;
            case 9:
                run.Notes ??= Text(value);
                break;
            case 10:
                run.Tags.Add(Text(value));
                break;
            case 17:
                run.Started ??= Time(value);
                break;
            case 21:
                Git(value);
                break;
        }
    });

    private void Git(ReadOnlyMemory<byte> message) => Fields(message, (field, value) =>
    {
        run.Repository ??= field == 1 ? Text(value) : null;
        run.Commit ??= field == 2 ? Text(value) : null;
    });

    private void Exit(ReadOnlyMemory<byte> message)
    {
        run.ExitCode ??= 0;
        Numbers(message, (field, value) =>
        {
            run.ExitCode = field == 1 ? (int)(long)value : run.ExitCode;
            run.Runtime ??= field == 2 ? value : null;
        });
    }

    private void Environment(ReadOnlyMemory<byte> message)
    {
        List<string> arguments = [];
        Fields(message, (field, value) =>
        {
            switch (field)
            {
                case 1:
                    run.System ??= Text(value);
                    break;
                case 2:
                    run.Python ??= Text(value);
                    break;
                case 3:
                    run.Started ??= Time(value);
                    break;
                case 4:
                    run.Docker ??= Text(value);
                    break;
                case 5:
                    arguments.Add(Text(value));
                    break;
                case 6 or 7 or 8:
                    run.Program = field == 8 ? Text(value) : run.Program ?? Text(value);
                    break;
                case 9:
                    Git(value);
                    break;
                case 13:
                    run.User ??= Text(value);
                    break;
                case 18:
                    run.Gpu ??= Text(value);
                    break;
                case 25:
                    run.Cuda ??= Text(value);
                    break;
            }
        });
        Numbers(message, (field, value) =>
        {
            run.CpuCount ??= field == 16 ? (long)value : null;
            run.GpuCount ??= field == 19 ? (long)value : null;
        });
        if (run.Arguments.Count == 0)
        {
            run.Arguments.AddRange(arguments);
        }
    }

    private void History(ReadOnlyMemory<byte> message)
    {
        List<(string Name, double Value)> values = [];
        Fields(message, (field, value) =>
        {
            if (field == 2)
            {
                Numbers(value, (number, step) => _step = number == 1 ? (long)step : _step);
            }
        });
        Items(message, 1, (name, node) =>
        {
            if (name == "_step" && long.TryParse(node.Text, out long step))
            {
                _step = step;
            }
            else if (name.EndsWith("._type", StringComparison.Ordinal))
            {
                _media.Add(name[..^"_type".Length]);
            }
            else if (!name.StartsWith('_') && node.Kind is DataKind.Number or DataKind.Text && ScalarValues.Double(node.Text) is { } number)
            {
                values.Add((name, number));
            }
        });
        foreach ((string name, double value) in values)
        {
            if (!run.History.TryGetValue(name, out LoggedMetric? metric) && run.History.Count < MaximumMetrics)
            {
                run.History[name] = metric = new LoggedMetric { Key = name };
            }

            metric?.Add(value, 0, _step);
        }
    }

    private void Metric(ReadOnlyMemory<byte> message)
    {
        string? name = null;
        Fields(message, (field, value) => name = field == 1 ? Text(value) : name);
        Numbers(message, (field, value) =>
        {
            if (field == 8 && name is not null && value is 1 or 2)
            {
                run.Goals[name] = value == 2;
            }
        });
    }

    private void Config(string name, DataNode node) => WandbConfig.Add(run, name, node, overwrite: false);

    private void Artifact(ReadOnlyMemory<byte> message)
    {
        (string type, string name, string? digest) = ("", "", null);
        List<string> aliases = [];
        List<ReadOnlyMemory<byte>> manifests = [];
        Fields(message, (field, value) =>
        {
            switch (field)
            {
                case 4:
                    type = Text(value);
                    break;
                case 5:
                    name = Text(value);
                    break;
                case 6:
                    digest = Text(value);
                    break;
                case 11:
                    aliases.Add(Text(value));
                    break;
                case 12:
                    manifests.Add(value);
                    break;
            }
        });
        WandbArtifact artifact = new(type, name, digest, Used: false);
        artifact.Aliases.AddRange(aliases);
        foreach (ReadOnlyMemory<byte> manifest in manifests)
        {
            Fields(manifest, (field, value) =>
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
        Fields(message, (field, value) =>
        {
            entry = field == 1 ? Text(value) : entry;
            digest = field == 2 ? Text(value) : digest;
            reference = field == 3 ? Text(value) : reference;
            local = field == 6 ? Text(value) : local;
        });
        if (reference.Length == 0)
        {
            artifact.Files.Add((local, entry, digest));
        }
    }

    private void Used(ReadOnlyMemory<byte> message)
    {
        (string type, string name) = ("", "");
        Fields(message, (field, value) =>
        {
            type = field == 2 ? Text(value) : type;
            name = field == 3 ? Text(value) : name;
        });
        if (name.Length > 0)
        {
            run.Artifacts.Add(new WandbArtifact(type, name, null, Used: true));
        }
    }

    /// <summary>Items of key (or nested key) and a value in JSON.</summary>
    private void Items(ReadOnlyMemory<byte> message, int number, Action<string, DataNode> take) => Fields(message, (field, value) =>
    {
        if (field != number)
        {
            return;
        }

        (string key, string json) = ("", "");
        List<string> nested = [];
        Fields(value, (part, content) =>
        {
            key = part == 1 ? Text(content) : key;
            json = part == 16 ? Text(content) : json;
            if (part == 2)
            {
                nested.Add(Text(content));
            }
        });
        try
        {
            take(nested.Count > 0 ? string.Join('.', nested) : key, JsonData.Read(Encoding.UTF8.GetBytes(json)));
        }
        catch (DataException)
        {
            // One value that cannot be read does not hide the others.
        }
    });

    private void Fields(ReadOnlyMemory<byte> message, Action<int, ReadOnlyMemory<byte>> take)
    {
        ProtobufSpanReader reader = new(message, path, DiagnosticCodes.BadLineageFile);
        while (reader.TryReadField(out int field, out ProtoWireType type))
        {
            if (type == ProtoWireType.Bytes)
            {
                take(field, reader.ReadBytes());
            }
            else
            {
                reader.Skip(type);
            }
        }
    }

    private void Numbers(ReadOnlyMemory<byte> message, Action<int, ulong> take)
    {
        ProtobufSpanReader reader = new(message, path, DiagnosticCodes.BadLineageFile);
        while (reader.TryReadField(out int field, out ProtoWireType type))
        {
            if (type == ProtoWireType.Varint)
            {
                take(field, reader.ReadVarint());
            }
            else
            {
                reader.Skip(type);
            }
        }
    }

    private DateTimeOffset? Time(ReadOnlyMemory<byte> message)
    {
        (long seconds, long nanoseconds) = (0, 0);
        Numbers(message, (field, value) =>
        {
            seconds = field == 1 ? (long)value : seconds;
            nanoseconds = field == 2 ? (long)value : nanoseconds;
        });
        return seconds is > 0 and < 253_402_300_800 && nanoseconds is >= 0 and < 1_000_000_000 ? DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanoseconds / 100) : null;
    }

    private static string Text(ReadOnlyMemory<byte> value) => Encoding.UTF8.GetString(value.Span);
}
