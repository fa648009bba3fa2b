using System.Buffers.Binary;
using System.Text;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Lineage.Data;
using ModelPack.Core.Protobuf;

namespace ModelPack.Core.Lineage.Wandb;

/// <summary>Reads the records of a log. Source: <c>wandb/proto/wandb_internal.proto</c> of wandb/wandb.</summary>
internal sealed class WandbRecords
{
    private const int MaximumMetrics = 10_000;
    private const int MaximumArguments = 10_000;

    /// <summary>Names that a run's log holds: more than any run has.</summary>
    private const int MaximumNames = 200_000;

    private readonly string _path;
    private readonly WandbRun _run;
    private readonly WandbMessages _messages;
    private readonly Dictionary<string, double> _summary = new(StringComparer.Ordinal);
    private readonly HashSet<string> _media = new(StringComparer.Ordinal);
    private readonly WandbArtifactRecords _artifacts;
    private long _step;

    /// <summary>Reads records.</summary>
    /// <param name="path">The log.</param>
    /// <param name="run">Takes what they say.</param>
    public WandbRecords(string path, WandbRun run)
    {
        (_path, _run, _messages) = (path, run, new WandbMessages(path));
        _artifacts = new WandbArtifactRecords(_messages, run);
    }

    /// <summary>Takes a record.</summary>
    /// <exception cref="ModelPackException">It is damaged, or there is more than any run logs.</exception>
    public void Take(ReadOnlyMemory<byte> record)
    {
        _messages.Fields(record, Take);
        int names = _run.Config.Count + _run.Tags.Count + _run.Artifacts.Count + _run.Goals.Count + _summary.Count + _media.Count;
        if (names > MaximumNames)
        {
            throw new ModelPackException(new Problem(DiagnosticCodes.LineageTooLarge, $"'{Path.GetFileName(_path)}' names more than {MaximumNames} settings, metrics and artifacts. Name the log that the client wrote, or remove the ModelLineage item.", _path));
        }
    }

    /// <summary>After the last record: what no file says better.</summary>
    public void Finish()
    {
        foreach ((string name, double value) in _summary.Where(pair => !IsMedia(pair.Key)))
        {
            _run.Summary.TryAdd(name, value);
        }

        foreach (string name in _run.History.Keys.Where(IsMedia).ToList())
        {
            _run.History.Remove(name);
        }
    }

    private void Take(int field, ReadOnlyMemory<byte> value)
    {
        switch (field)
        {
            case 2:
                History(value);
                break;
            case 3:
                _messages.Items(value, 1, Summary);
                break;
            case 5:
                _messages.Items(value, 1, Config);
                break;
            case 8:
                _artifacts.Logged(value);
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
            case 21:
                Header(value);
                break;
            case 25:
                _artifacts.Used(value);
                break;
            case 26:
                Environment(value);
                break;
        }
    }

    /// <summary>The client's version, with the commit that it was built from.</summary>
    private void Header(ReadOnlyMemory<byte> message) => _messages.Fields(message, (field, version) =>
    {
        if (field == 1)
        {
            _messages.Fields(version, (part, value) => _run.Tool ??= part == 1 && value.Length > 0 ? WandbMessages.Text(value).Split('+', 2)[0] : null);
        }
    });

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

    private void Run(ReadOnlyMemory<byte> message) => _messages.Fields(message, (field, value) =>
    {
        switch (field)
        {
            case 1:
                _run.Id ??= WandbMessages.Text(value);
                break;
            case 2:
                _run.Entity ??= WandbMessages.Text(value);
                break;
            case 3:
                _run.Project ??= WandbMessages.Text(value);
                break;
            case 4:
                _messages.Items(value, 1, Config);
                break;
            case 8:
                _run.Name ??= WandbMessages.Text(value);
                break;
            case 9:
                _run.Notes ??= WandbMessages.Text(value);
                break;
            case 10:
                _run.Tags.Add(WandbMessages.Text(value));
                break;
            case 17:
                _run.Started ??= _messages.Time(value);
                break;
            case 21:
                Git(value);
                break;
        }
    });

    private void Git(ReadOnlyMemory<byte> message) => _messages.Fields(message, (field, value) =>
    {
        _run.Repository ??= field == 1 ? WandbMessages.Text(value) : null;
        _run.Commit ??= field == 2 ? WandbMessages.Text(value) : null;
    });

    private void Exit(ReadOnlyMemory<byte> message)
    {
        _run.ExitCode ??= 0;
        _messages.Numbers(message, (field, value) =>
        {
            _run.ExitCode = field == 1 ? (int)(long)value : _run.ExitCode;
            _run.Runtime ??= field == 2 ? value : null;
        });
    }

    private void Environment(ReadOnlyMemory<byte> message)
    {
        List<string> arguments = [];
        _messages.Fields(message, (field, value) =>
        {
            switch (field)
            {
                case 1:
                    _run.System ??= WandbMessages.Text(value);
                    break;
                case 2:
                    _run.Python ??= WandbMessages.Text(value);
                    break;
                case 3:
                    _run.Started ??= _messages.Time(value);
                    break;
                case 4:
                    _run.Docker ??= WandbMessages.Text(value);
                    break;
                case 5:
                    if (arguments.Count < MaximumArguments)
                    {
                        arguments.Add(WandbMessages.Text(value));
                    }

                    break;
                case 6 or 7 or 8:
                    _run.Program = field == 8 ? WandbMessages.Text(value) : _run.Program ?? WandbMessages.Text(value);
                    break;
                case 9:
                    Git(value);
                    break;
                case 13:
                    _run.User ??= WandbMessages.Text(value);
                    break;
                case 18:
                    _run.Gpu ??= WandbMessages.Text(value);
                    break;
                case 25:
                    _run.Cuda ??= WandbMessages.Text(value);
                    break;
            }
        });
        _messages.Numbers(message, (field, value) =>
        {
            _run.CpuCount ??= field == 16 ? (long)value : null;
            _run.GpuCount ??= field == 19 ? (long)value : null;
        });
        if (_run.Arguments.Count == 0)
        {
            _run.Arguments.AddRange(arguments);
        }
    }

    private void History(ReadOnlyMemory<byte> message)
    {
        List<(string Name, double Value)> values = [];
        _messages.Fields(message, (field, value) =>
        {
            if (field == 2)
            {
                _messages.Numbers(value, (number, step) => _step = number == 1 ? (long)step : _step);
            }
        });
        _messages.Items(message, 1, (name, node) =>
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
            if (!_run.History.TryGetValue(name, out LoggedMetric? metric) && _run.History.Count < MaximumMetrics)
            {
                _run.History[name] = metric = new LoggedMetric { Key = name };
            }

            metric?.Add(value, 0, _step);
        }
    }

    private void Metric(ReadOnlyMemory<byte> message)
    {
        string? name = null;
        _messages.Fields(message, (field, value) => name = field == 1 ? WandbMessages.Text(value) : name);
        _messages.Numbers(message, (field, value) =>
        {
            if (field == 8 && name is not null && value is 1 or 2)
            {
                _run.Goals[name] = value == 2;
            }
        });
    }

    private void Config(string name, DataNode node) => WandbConfig.Add(_run, name, node, overwrite: false);
}
