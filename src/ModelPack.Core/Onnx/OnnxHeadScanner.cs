using ModelPack.Core.Protobuf;

namespace ModelPack.Core.Onnx;

/// <summary>The first pass over a model: everything about it but its nodes and tensors.</summary>
internal sealed class OnnxHeadScanner(ProtoReader reader, OnnxModelFacts facts)
{
    private const int MaxMetadataBytes = 1024 * 1024;

    private readonly List<ModelValue> _outputs = [];
    private string? _producer;
    private string? _producerVersion;

    /// <summary>The graph's inputs, those with an initializer among them.</summary>
    public List<ModelValue> Inputs { get; } = [];

    /// <summary>Whether the model has functions of its own.</summary>
    public bool HasFunctions { get; private set; }

    /// <summary>Reads from the start of the file to its end. What comes before a fault is in the facts all the same.</summary>
    public void Scan()
    {
        facts.Inputs = Inputs;
        facts.Outputs = _outputs;
        while (reader.Next())
        {
            if (reader.IsVarint)
            {
                ScanNumber();
            }
            else if (reader.IsBytes)
            {
                ScanBytes();
            }
        }
    }

    private void ScanNumber()
    {
        switch (reader.Field)
        {
            case OnnxFields.Model.IrVersion:
                facts.IrVersion = (long)reader.Value;
                break;
            case OnnxFields.Model.ModelVersion:
                facts.ModelVersion = (long)reader.Value;
                break;
        }
    }

    private void ScanBytes()
    {
        switch (reader.Field)
        {
            case OnnxFields.Model.ProducerName:
                _producer = reader.ReadText();
                facts.Producer = OnnxModelFacts.JoinProducer(_producer, _producerVersion);
                break;
            case OnnxFields.Model.ProducerVersion:
                _producerVersion = reader.ReadText();
                facts.Producer = OnnxModelFacts.JoinProducer(_producer, _producerVersion);
                break;
            case OnnxFields.Model.Domain:
                facts.Domain = reader.ReadText() is { Length: > 0 } domain ? domain : null;
                break;
            case OnnxFields.Model.Graph:
                ScanGraph();
                break;
            case OnnxFields.Model.OpsetImport:
                ScanOpset();
                break;
            case OnnxFields.Model.MetadataProps:
                ScanMetadata();
                break;
            case OnnxFields.Model.Functions:
                HasFunctions = true;
                break;
        }
    }

    private void ScanGraph()
    {
        reader.Enter();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case OnnxFields.Graph.Name when reader.IsBytes:
                    facts.GraphName = reader.ReadText() is { Length: > 0 } name ? name : null;
                    break;
                case OnnxFields.Graph.Input when reader.IsBytes:
                    Inputs.Add(OnnxTypeReader.ReadValue(reader));
                    break;
                case OnnxFields.Graph.Output when reader.IsBytes:
                    _outputs.Add(OnnxTypeReader.ReadValue(reader));
                    break;
            }
        }

        reader.Leave();
    }

    private void ScanOpset()
    {
        string domain = "";
        long version = 0;
        reader.Enter();
        while (reader.Next())
        {
            if (reader.Field == OnnxFields.Opset.Domain && reader.IsBytes)
            {
                domain = reader.ReadText();
            }
            else if (reader.Field == OnnxFields.Opset.Version && reader.IsVarint)
            {
                version = (long)reader.Value;
            }
        }

        reader.Leave();
        reader.Charge(64);
        facts.Opsets[OnnxModelFacts.DomainOrDefault(domain)] = version;
    }

    private void ScanMetadata()
    {
        string key = "";
        string? value = "";
        reader.Enter();
        while (reader.Next())
        {
            if (reader.Field == OnnxFields.Entry.Key && reader.IsBytes)
            {
                key = reader.ReadText();
            }
            else if (reader.Field == OnnxFields.Entry.Value && reader.IsBytes)
            {
                value = reader.Length <= MaxMetadataBytes ? reader.ReadText() : null;
            }
        }

        reader.Leave();
        if (value is not null)
        {
            reader.Charge(64);
            facts.Metadata[key] = value;
        }
    }
}
