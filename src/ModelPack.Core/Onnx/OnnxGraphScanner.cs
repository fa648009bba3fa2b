using ModelPack.Core.Diagnostics;
using ModelPack.Core.Protobuf;

namespace ModelPack.Core.Onnx;

/// <summary>The second pass over a model: visits every node and every tensor, wherever it lies, and reads none of the payloads.</summary>
internal sealed class OnnxGraphScanner
{
    private const string PackedBits = "MatMulNBits";

    private readonly string _path;
    private readonly ProtoReader _reader;
    private readonly OnnxModelFacts _facts;
    private readonly HashSet<string> _inputs;
    private readonly HashSet<string> _initialized = new(StringComparer.Ordinal);
    private readonly HashSet<string> _domains = new(StringComparer.Ordinal);
    private readonly List<ExternalDataReference> _external = [];
    private readonly FunctionExpansion? _expansion;
    private string _lastLocation = "";

    /// <summary>Makes a scanner.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="reader">Its content.</param>
    /// <param name="facts">What to fill.</param>
    /// <param name="inputs">The names of the graph's inputs.</param>
    /// <param name="hasFunctions">Whether the model has functions of its own.</param>
    public OnnxGraphScanner(string path, ProtoReader reader, OnnxModelFacts facts, IEnumerable<string> inputs, bool hasFunctions)
    {
        _path = path;
        _reader = reader;
        _facts = facts;
        _inputs = inputs.ToHashSet(StringComparer.Ordinal);
        _expansion = hasFunctions ? new FunctionExpansion(reader) : null;
    }

    /// <summary>Where in the model a graph or tensor is.</summary>
    private enum Place
    {
        /// <summary>The graph itself.</summary>
        MainGraph,

        /// <summary>A graph inside a node's attribute.</summary>
        Subgraph,

        /// <summary>An attribute: no initializer.</summary>
        Attribute,

        /// <summary>Training information, which the runtime ignores.</summary>
        Training,
    }

    /// <summary>The graph's inputs that have an initializer.</summary>
    public IReadOnlySet<string> Initialized => _initialized;

    /// <summary>Reads from the start of the file to its end.</summary>
    public void Scan()
    {
        _reader.Restart();
        while (_reader.Next())
        {
            if (_reader.IsBytes)
            {
                switch (_reader.Field)
                {
                    case OnnxFields.Model.Graph:
                        ScanGraph(Place.MainGraph);
                        break;
                    case OnnxFields.Model.TrainingInfo:
                        ScanTrainingInfo();
                        break;
                    case OnnxFields.Model.Functions:
                        ScanFunction();
                        break;
                }
            }
        }

        _facts.ExternalData = _external;
        _facts.OperatorDomains = _domains;
        _expansion?.Solve(_facts);
    }

    private void ScanGraph(Place place)
    {
        _reader.Enter();
        while (_reader.Next())
        {
            if (_reader.IsBytes)
            {
                switch (_reader.Field)
                {
                    case OnnxFields.Graph.Node:
                        ScanNode(place);
                        break;
                    case OnnxFields.Graph.Initializer:
                        ScanTensor(place);
                        break;
                    case OnnxFields.Graph.SparseInitializer:
                        ScanSparseTensor(place);
                        break;
                }
            }
        }

        _reader.Leave();
    }

    private void ScanNode(Place place)
    {
        string domain = "";
        OnnxTensor.Span operatorName = default;
        OnnxTensor.Span overload = default;
        _reader.Enter();
        while (_reader.Next())
        {
            if (!_reader.IsBytes)
            {
                continue;
            }

            switch (_reader.Field)
            {
                case OnnxFields.Node.Attribute:
                    ScanAttribute(place);
                    break;
                case OnnxFields.Node.Domain:
                    domain = _reader.ReadTextAt(_reader.Start, _reader.Length, kept: false);
                    break;
                case OnnxFields.Node.OpType:
                    operatorName = new OnnxTensor.Span(_reader.Start, _reader.Length);
                    break;
                case OnnxFields.Node.Overload:
                    overload = new OnnxTensor.Span(_reader.Start, _reader.Length);
                    break;
            }
        }

        _reader.Leave();
        if (place != Place.Training)
        {
            _expansion?.AddNode(domain, operatorName, overload);
        }

        _facts.HasPackedBitWeights |= domain == "com.microsoft" && operatorName.Length == PackedBits.Length
            && _reader.ReadTextAt(operatorName.Start, operatorName.Length, kept: false) == PackedBits;
        if (place != Place.Training && _domains.Add(OnnxModelFacts.DomainOrDefault(domain)))
        {
            _reader.Charge(domain.Length * 2 + 64);
        }
    }

    private void ScanAttribute(Place place)
    {
        Place tensors = place == Place.Training ? place : Place.Attribute;
        Place graphs = place == Place.Training ? place : Place.Subgraph;
        _reader.Enter();
        while (_reader.Next())
        {
            if (_reader.IsBytes)
            {
                switch (_reader.Field)
                {
                    case OnnxFields.Attribute.Tensor or OnnxFields.Attribute.Tensors:
                        ScanTensor(tensors);
                        break;
                    case OnnxFields.Attribute.Graph or OnnxFields.Attribute.Graphs:
                        ScanGraph(graphs);
                        break;
                    case OnnxFields.Attribute.SparseTensor or OnnxFields.Attribute.SparseTensors:
                        ScanSparseTensor(tensors);
                        break;
                }
            }
        }

        _reader.Leave();
    }

    private void ScanSparseTensor(Place place)
    {
        _reader.Enter();
        while (_reader.Next())
        {
            if (_reader.Field == OnnxFields.SparseTensor.Values && _reader.IsBytes)
            {
                ScanTensor(place);
            }
            else if (_reader.Field == OnnxFields.SparseTensor.Indices && _reader.IsBytes)
            {
                ScanTensor(place == Place.Training ? place : Place.Attribute);
            }
        }

        _reader.Leave();
    }

    private void ScanTensor(Place place)
    {
        OnnxTensor tensor = OnnxTensor.Read(_reader);
        if (place is Place.MainGraph or Place.Subgraph)
        {
            _facts.AddParameters(tensor.Elements ?? 0);
            if (tensor.ElementType is OnnxElementType.Float16 or OnnxElementType.BFloat16)
            {
                _facts.AddHalfPrecision(tensor.Elements ?? 0);
            }
        }

        if (place == Place.MainGraph && _inputs.Count > 0)
        {
            string name = _reader.ReadTextAt(tensor.Name.Start, tensor.Name.Length, kept: false);
            if (_inputs.Contains(name))
            {
                _initialized.Add(name);
            }
        }

        if (tensor.External is { } external)
        {
            AddExternal(tensor, external, place);
        }
    }

    private void AddExternal(OnnxTensor tensor, OnnxTensor.ExternalEntries external, Place place)
    {
        string name = _reader.ReadTextAt(tensor.Name.Start, tensor.Name.Length, kept: true);
        string location = _reader.ReadTextAt(external.Location.Start, external.Location.Length, kept: false);
        if (location != _lastLocation)
        {
            _reader.Charge(location.Length * 2 + 32);
            _lastLocation = location;
        }

        if (place != Place.Training && (location.Length == 0 || external.Offset < 0 || external.Length < 0))
        {
            throw ModelFileErrors.Error(
                DiagnosticCodes.ExternalDataInvalid,
                _path,
                $"The tensor '{name}' has its data in another file, but its location, offset or length is missing or is no number. Export the model again.");
        }

        _reader.Charge(96);
        long? expected = tensor.Elements is { } elements ? OnnxElementTypes.BytesOf(tensor.ElementType, elements) : null;
        _external.Add(new ExternalDataReference(name, _lastLocation, external.Offset, external.Length, expected) { IsOptional = place == Place.Training });
    }

    private void ScanFunction()
    {
        string domain = "";
        OnnxTensor.Span name = default;
        OnnxTensor.Span overload = default;
        _expansion!.BeginFunction();
        _reader.Enter();
        while (_reader.Next())
        {
            if (!_reader.IsBytes)
            {
                continue;
            }

            switch (_reader.Field)
            {
                case OnnxFields.Function.Node:
                    ScanNode(Place.Subgraph);
                    break;
                case OnnxFields.Function.AttributeProto:
                    ScanAttribute(Place.Subgraph);
                    break;
                case OnnxFields.Function.Name:
                    name = new OnnxTensor.Span(_reader.Start, _reader.Length);
                    break;
                case OnnxFields.Function.Domain:
                    domain = _reader.ReadTextAt(_reader.Start, _reader.Length, kept: false);
                    break;
                case OnnxFields.Function.Overload:
                    overload = new OnnxTensor.Span(_reader.Start, _reader.Length);
                    break;
            }
        }

        _reader.Leave();
        _expansion.EndFunction(domain, name, overload);
    }

    private void ScanTrainingInfo()
    {
        _reader.Enter();
        while (_reader.Next())
        {
            if (_reader.Field is OnnxFields.TrainingInfo.Initialization or OnnxFields.TrainingInfo.Algorithm && _reader.IsBytes)
            {
                ScanGraph(Place.Training);
            }
        }

        _reader.Leave();
    }
}
