using ModelPack.Core.Onnx;
using ModelPack.Core.Protobuf;

namespace ModelPack.Core.Layout.Onnx;

/// <summary>
/// Walks through an <c>.onnx</c> and notes which tensors can be given a reference, and which messages lie around them. Tensors of the graph and of
/// graphs inside it move; those of attributes, functions and sparse tensors only where the author has them in another file already. Training
/// information is passed over: the runtime does not read it.
/// </summary>
/// <param name="path">The full path of the file.</param>
/// <param name="reader">Its content, from the start.</param>
/// <param name="leastBytes">Smaller tensors stay in the graph.</param>
/// <param name="most">No more tensors are taken out of the graph; see <see cref="TooMany"/>.</param>
internal sealed class TensorScan(string path, ProtoReader reader, long leastBytes, int most)
{
    /// <summary>What the lists below take for an entry, at most.</summary>
    private const int EntryCost = 160;

    private readonly Open[] _open = new Open[ProtoReader.MaxDepth];
    private readonly TensorFields _fields = new();
    private int _moved;
    private string _lastLocation = "";

    /// <summary>The messages whose length changes, each behind those around it and in the file's order.</summary>
    public List<OnnxMessage> Messages { get; } = [];

    /// <summary>What changes, in the file's order.</summary>
    public List<TensorEdit> Edits { get; } = [];

    /// <summary>Whether more tensors than allowed could be taken out; the rest is then not noted.</summary>
    public bool TooMany => _moved > most;

    /// <summary>Reads to the end.</summary>
    /// <exception cref="NotMovableException">It must stay as it is.</exception>
    /// <exception cref="ProtoFormatException">It is damaged.</exception>
    public void Scan()
    {
        int graphs = 0;
        while (reader.Next())
        {
            if (!reader.IsBytes)
            {
                continue;
            }

            if (reader.Field == OnnxFields.Model.Graph)
            {
                Once(ref graphs, "it has two graphs, of which a reader makes one");
                ScanGraph(moves: true);
            }
            else if (reader.Field == OnnxFields.Model.Functions)
            {
                ScanFunction();
            }
        }
    }

    private void ScanGraph(bool moves)
    {
        Enter();
        while (reader.Next())
        {
            if (reader.IsBytes)
            {
                switch (reader.Field)
                {
                    case OnnxFields.Graph.Node:
                        ScanNode(OnnxFields.Node.Attribute, moves);
                        break;
                    case OnnxFields.Graph.Initializer:
                        ScanTensor(moves);
                        break;
                    case OnnxFields.Graph.SparseInitializer:
                        ScanSparseTensor();
                        break;
                }
            }
        }

        Leave();
    }

    private void ScanNode(int attributeField, bool moves)
    {
        Enter();
        while (reader.Next())
        {
            if (reader.IsBytes && reader.Field == attributeField)
            {
                ScanAttribute(moves);
            }
        }

        Leave();
    }

    private void ScanFunction()
    {
        Enter();
        while (reader.Next())
        {
            if (reader.IsBytes && reader.Field == OnnxFields.Function.Node)
            {
                ScanNode(OnnxFields.Node.Attribute, moves: false);
            }
            else if (reader.IsBytes && reader.Field == OnnxFields.Function.AttributeProto)
            {
                ScanAttribute(moves: false);
            }
        }

        Leave();
    }

    private void ScanAttribute(bool moves)
    {
        (int tensors, int graphs, int sparse) = (0, 0, 0);
        const string Twice = "an attribute has two values, of which a reader makes one";
        Enter();
        while (reader.Next())
        {
            if (!reader.IsBytes)
            {
                continue;
            }

            switch (reader.Field)
            {
                case OnnxFields.Attribute.Tensor:
                    Once(ref tensors, Twice);
                    ScanTensor(moves: false);
                    break;
                case OnnxFields.Attribute.Tensors:
                    ScanTensor(moves: false);
                    break;
                case OnnxFields.Attribute.Graph:
                    Once(ref graphs, Twice);
                    ScanGraph(moves);
                    break;
                case OnnxFields.Attribute.Graphs:
                    ScanGraph(moves);
                    break;
                case OnnxFields.Attribute.SparseTensor:
                    Once(ref sparse, Twice);
                    ScanSparseTensor();
                    break;
                case OnnxFields.Attribute.SparseTensors:
                    ScanSparseTensor();
                    break;
            }
        }

        Leave();
    }

    private void ScanSparseTensor()
    {
        (int values, int indices) = (0, 0);
        const string Twice = "a sparse tensor has its parts twice";
        Enter();
        while (reader.Next())
        {
            if (reader.IsBytes && reader.Field == OnnxFields.SparseTensor.Values)
            {
                Once(ref values, Twice);
                ScanTensor(moves: false);
            }
            else if (reader.IsBytes && reader.Field == OnnxFields.SparseTensor.Indices)
            {
                Once(ref indices, Twice);
                ScanTensor(moves: false);
            }
        }

        Leave();
    }

    private void ScanTensor(bool moves)
    {
        Enter();
        _fields.Read(reader);
        if (_fields.IsExternal)
        {
            AddReferenced();
        }
        else if (moves && _fields.IsMovable(leastBytes) && ++_moved <= most)
        {
            string name = Name();
            FileRange data = new(path, _fields.Payload.Start, _fields.Payload.Length);
            Add(new TensorEdit(_fields.Cuts()) { Tensor = new MovableTensor(name, data, wasExternal: false) });
        }

        Leave();
    }

    private void AddReferenced()
    {
        OnnxTensor.ExternalEntries entries = _fields.Entries ?? new OnnxTensor.ExternalEntries();
        if (entries.Offset < 0 || entries.Length < 0)
        {
            throw new NotMovableException("the offset or length of external data is no number");
        }

        string location = reader.ReadTextAt(entries.Location.Start, entries.Location.Length, kept: false);
        if (location != _lastLocation)
        {
            reader.Charge((2 * location.Length) + 32);
            _lastLocation = location;
        }

        Add(new TensorEdit(_fields.Cuts()) { Reference = new ExternalDataReference(Name(), _lastLocation, entries.Offset, entries.Length, _fields.ExpectedBytes) });
    }

    private string Name() => reader.ReadTextAt(_fields.Name.Start, _fields.Name.Length, kept: true);

    private void Add(TensorEdit edit)
    {
        reader.Charge(EntryCost);
        for (int depth = 0; depth < reader.Depth; depth++)
        {
            ref Open open = ref _open[depth];
            if (open.Index is null)
            {
                reader.Charge(EntryCost / 2);
                open.Index = Messages.Count;
                Messages.Add(new OnnxMessage(depth == 0 ? -1 : _open[depth - 1].Index!.Value, open.Prefix, open.Length));
            }
        }

        Messages[^1].Edit = edit;
        Edits.Add(edit);
    }

    private void Enter()
    {
        Open entered = new(new ByteRange(reader.LengthStart, reader.Start), reader.Length);
        reader.Enter();
        _open[reader.Depth - 1] = entered;
    }

    private void Leave() => reader.Leave();

    private static void Once(ref int count, string otherwise)
    {
        if (count++ > 0)
        {
            throw new NotMovableException(otherwise);
        }
    }

    /// <summary>A message that is being read.</summary>
    private record struct Open(ByteRange Prefix, long Length)
    {
        /// <summary>Its place in <see cref="Messages"/>, once it has one.</summary>
        public int? Index { get; set; }
    }
}
