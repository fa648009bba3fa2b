using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace ModelPack.Testing.Feeds;

/// <summary>What goes wrong on a feed, and when.</summary>
public sealed class FeedFaults
{
    private readonly Lock _lock = new();
    private readonly List<Rule> _rules = [];
    private Func<FeedRequest, FeedFault?>? _each;

    /// <summary>How many faults have struck.</summary>
    public int Struck { get; private set; }

    /// <summary>Lets the next requests go wrong that fit.</summary>
    /// <param name="method">The method, or <c>*</c>.</param>
    /// <param name="path">A regular expression that fits somewhere in the path.</param>
    /// <param name="faults">One fault for each of the next requests that fit.</param>
    public void Add(string method, string path, params IEnumerable<FeedFault> faults)
    {
        lock (_lock)
        {
            _rules.AddRange(faults.Select(fault => new Rule(method, new Regex(path, RegexOptions.IgnoreCase), fault)));
        }
    }

    /// <summary>Asks for each request whether something goes wrong with it; <see langword="null"/> for no more.</summary>
    public void Each(Func<FeedRequest, FeedFault?>? choose)
    {
        lock (_lock)
        {
            _each = choose;
        }
    }

    /// <summary>Forgets what has not struck.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _rules.Clear();
            _each = null;
        }
    }

    /// <summary>Cuts the connection of a request.</summary>
    internal static void Cut(HttpContext context)
    {
        context.Items[typeof(FeedFaults)] = true;
        context.Abort();
    }

    /// <summary>Whether the connection of a request was cut.</summary>
    internal static bool IsCut(HttpContext context) => context.Items.ContainsKey(typeof(FeedFaults)) || context.RequestAborted.IsCancellationRequested;

    /// <summary>Answers a request, or lets it go wrong.</summary>
    internal async Task Run(HttpContext context, RequestDelegate next)
    {
        FeedFault? fault = Take(new FeedRequest(context.Request.Method, context.Request.Path.Value ?? "", 0));
        switch (fault?.Kind)
        {
            case null:
                await next(context);
                break;
            case FaultKind.Status:
                context.Response.StatusCode = fault.Status;
                if (fault.Location is { } location)
                {
                    context.Response.Headers.Location = location;
                }

                if (fault.RetryAfter is { } seconds)
                {
                    context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                }

                break;
            case FaultKind.Html:
                context.Response.ContentType = "text/html";
                await context.Response.WriteAsync("<html><body>Please sign in</body></html>");
                break;
            case FaultKind.CutAnswer or FaultKind.StallAnswer:
                context.Response.Body = new BrokenBody(context, context.Response.Body, fault);
                await next(context);
                break;
            case FaultKind.CutRequest:
                await Drain(context, fault.Bytes);
                Cut(context);
                break;
            case FaultKind.LoseAnswer:
                context.Response.Body = Stream.Null;
                await next(context);
                Cut(context);
                break;
        }
    }

    private static async Task Drain(HttpContext context, long bytes)
    {
        byte[] buffer = new byte[8192];
        int read;
        while (bytes > 0 && (read = await context.Request.Body.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, bytes)))) > 0)
        {
            bytes -= read;
        }
    }

    private FeedFault? Take(FeedRequest request)
    {
        lock (_lock)
        {
            FeedFault? fault = _each?.Invoke(request);
            if (fault is null && _rules.FindIndex(rule => rule.Fits(request)) is >= 0 and var index)
            {
                fault = _rules[index].Fault;
                _rules.RemoveAt(index);
            }

            Struck += fault is null ? 0 : 1;
            return fault;
        }
    }

    private sealed record Rule(string Method, Regex Path, FeedFault Fault)
    {
        public bool Fits(FeedRequest request) => (Method == "*" || Method == request.Method) && Path.IsMatch(request.Path);
    }
}
