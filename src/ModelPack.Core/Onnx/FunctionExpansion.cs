using ModelPack.Core.Protobuf;

namespace ModelPack.Core.Onnx;

/// <summary>
/// Counts what a graph becomes when the model's own functions are written out in place of their calls, as the runtime does at load. The count of
/// each function is made once, so that a few kilobytes that expand to billions of nodes take no time here.
/// </summary>
/// <param name="reader">The file's reader, for names.</param>
internal sealed class FunctionExpansion(ProtoReader reader)
{
    private readonly Dictionary<string, Body> _functions = new(StringComparer.Ordinal);
    private readonly Body _main = new("");
    private Body? _current;

    /// <summary>What follows belongs to a function.</summary>
    public void BeginFunction() => _current = new Body("");

    /// <summary>The function ends; its name is known by now.</summary>
    public void EndFunction(string domain, OnnxTensor.Span name, OnnxTensor.Span overload)
    {
        string key = Key(domain, name, overload);
        reader.Charge(2 * key.Length + 128);
        Body body = new(key) { Nodes = _current!.Nodes };
        body.Add(_current);
        if (!_functions.TryAdd(key, body))
        {
            // Of two functions with one name, it is not known which one counts: both do.
            _functions[key].Nodes = Sum(_functions[key].Nodes, body.Nodes);
            _functions[key].Add(body);
        }

        _current = null;
    }

    /// <summary>A node of the graph or of the present function, or of a subgraph in either.</summary>
    public void AddNode(string domain, OnnxTensor.Span operatorName, OnnxTensor.Span overload)
    {
        Body body = _current ?? _main;
        string key = Key(domain, operatorName, overload);
        body.Nodes++;
        if (body.Add(key, 1))
        {
            reader.Charge(2 * key.Length + 96);
        }
    }

    /// <summary>Puts the count into the facts, and the name of a function that calls itself.</summary>
    public void Solve(OnnxModelFacts facts)
    {
        // Calls may be nested as deep as there are functions: no recursion here.
        Stack<Body> open = new([_main]);
        while (open.TryPeek(out Body? body))
        {
            body.Open = true;
            if (Next(body) is { } called)
            {
                if (called.Open)
                {
                    facts.RecursiveFunction = called.Name;
                    break;
                }

                open.Push(called);
                continue;
            }

            body.Expanded = Expand(body);
            body.Open = false;
            open.Pop();
        }

        facts.ExpandedNodes = _main.Expanded ?? long.MaxValue;
    }

    /// <summary>A function that the body calls and whose count is not known yet.</summary>
    private Body? Next(Body body)
    {
        while (body.Pending.MoveNext())
        {
            if (_functions.TryGetValue(body.Pending.Current.Key, out Body? called) && called.Expanded is null)
            {
                return called;
            }
        }

        return null;
    }

    private long Expand(Body body)
    {
        long nodes = body.Nodes;
        foreach ((string name, long count) in body.Calls)
        {
            if (_functions.TryGetValue(name, out Body? called))
            {
                Int128 more = (Int128)count * called.Expanded!.Value;
                nodes = more > long.MaxValue ? long.MaxValue : Sum(nodes, (long)more);
            }
        }

        return nodes;
    }

    private static long Sum(long a, long b) => a > long.MaxValue - b ? long.MaxValue : a + b;

    private string Key(string domain, OnnxTensor.Span name, OnnxTensor.Span overload)
    {
        string text = $"{OnnxModelFacts.DomainOrDefault(domain)}:{reader.ReadTextAt(name.Start, name.Length, kept: false)}";
        return overload.Length == 0 ? text : $"{text}:{reader.ReadTextAt(overload.Start, overload.Length, kept: false)}";
    }

    /// <summary>The nodes of a function, or of the graph.</summary>
    private sealed class Body(string name)
    {
        private IEnumerator<KeyValuePair<string, long>>? _pending;

        public string Name => name;

        /// <summary>The nodes that are written there, calls among them.</summary>
        public long Nodes { get; set; }

        /// <summary>The operators that are used there, with how often.</summary>
        public Dictionary<string, long> Calls { get; } = new(StringComparer.Ordinal);

        /// <summary>The nodes once everything is written out, when known.</summary>
        public long? Expanded { get; set; }

        /// <summary>Whether it is being counted.</summary>
        public bool Open { get; set; }

        /// <summary>Where the count of its calls is; used when nothing is added any more.</summary>
        public IEnumerator<KeyValuePair<string, long>> Pending => _pending ??= Calls.GetEnumerator();

        /// <summary>Adds calls; whether the operator is new.</summary>
        public bool Add(string key, long count)
        {
            bool known = Calls.TryGetValue(key, out long before);
            Calls[key] = before + count;
            return !known;
        }

        public void Add(Body other)
        {
            foreach ((string key, long count) in other.Calls)
            {
                Add(key, count);
            }
        }
    }
}
