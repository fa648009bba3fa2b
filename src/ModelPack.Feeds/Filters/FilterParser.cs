using System.Text.RegularExpressions;

namespace ModelPack.Feeds.Filters;

/// <summary>Reads a filter: <c>or</c> binds less than <c>and</c>, and that less than <c>not</c>.</summary>
internal sealed class FilterParser(IReadOnlyList<FilterToken> tokens)
{
    private const int DeepestNesting = 100;
    private const int MostParts = 32;
    private const string Comparison = "a comparison (==, !=, <, <=, >, >=, contains, ~)";

    private static readonly string[] s_words = ["and", "or", "not", "contains"];

    private readonly List<FilterPath> _paths = [];

    private int _at;
    private int _depth;

    private FilterToken Next => tokens[_at];

    /// <summary>Every path that was read.</summary>
    public IReadOnlyList<FilterPath> Paths => _paths;

    /// <summary>Reads all.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">It is no filter (MP5043).</exception>
    public FilterNode Read()
    {
        FilterNode node = ReadOr();
        return Next.Kind == FilterTokenKind.End ? node : throw FilterProblems.Expected(Next, "'and', 'or' or the end");
    }

    private FilterNode ReadOr()
    {
        FilterNode node = ReadAnd();
        while (TakeWord("or"))
        {
            node = new FilterLogic(node, isAnd: false, ReadAnd());
        }

        return node;
    }

    private FilterNode ReadAnd()
    {
        FilterNode node = ReadNot();
        while (TakeWord("and"))
        {
            node = new FilterLogic(node, isAnd: true, ReadNot());
        }

        return node;
    }

    private FilterNode ReadNot()
    {
        if (++_depth > DeepestNesting)
        {
            throw FilterProblems.Wrong(Next.Column, $"brackets and 'not' are more than {DeepestNesting} deep");
        }

        FilterNode node = TakeWord("not") ? new FilterNegation(ReadNot()) : Take("(") ? ReadGroup() : ReadComparison();
        _depth--;
        return node;
    }

    private FilterNode ReadGroup()
    {
        FilterNode node = ReadOr();
        return Take(")") ? node : throw FilterProblems.Expected(Next, "')', 'and' or 'or'");
    }

    private FilterNode ReadComparison()
    {
        FilterOperand left = ReadOperand("a field, 'not' or '('");
        FilterToken sign = Next;
        if (TakeOperator() is not { } how)
        {
            return left.Path is { } alone ? new FilterPresence(alone) : throw FilterProblems.Expected(Next, Comparison);
        }

        FilterOperand right = ReadOperand($"a value after '{sign.Value}'");
        return (left.Path, right.Path) switch
        {
            ({ } path, _) => Compare(path, how, right, sign),
            (null, { } path) when Mirror(how) is { } mirrored => Compare(path, mirrored, left, sign),
            (null, { }) => throw FilterProblems.Wrong(left.Token.Column, $"expected a field before '{sign.Value}', found {left.Token}"),
            _ => throw FilterProblems.Wrong(left.Token.Column, "a comparison needs a field on one side"),
        };
    }

    private static FilterNode Compare(FilterPath path, FilterOperator how, FilterOperand other, FilterToken sign)
    {
        if (other.Path is null && other.Value is null)
        {
            return how is FilterOperator.Equal or FilterOperator.NotEqual
                ? new FilterAbsence(path, how == FilterOperator.Equal)
                : throw FilterProblems.Wrong(sign.Column, $"'null' is compared with '==' or '!=', not with '{sign.Value}'");
        }

        if (how != FilterOperator.Matches)
        {
            FilterLiterals.Require(path, how, other);
            return new FilterComparison(path, how, other, null);
        }

        try
        {
            // It cannot take longer than the text is long: a filter may come from a script's argument.
            return other.Value is { } pattern
                ? new FilterComparison(path, how, other, new Regex(pattern.Text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant))
                : throw FilterProblems.Expected(other.Token, "a regular expression in quotes after '~'");
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw FilterProblems.Wrong(other.Token.Column, $"this is no regular expression that can be used ({exception.Message.TrimEnd('.')})", exception);
        }
    }

    private FilterOperand ReadOperand(string expected)
    {
        FilterToken first = Next;
        switch (first.Kind)
        {
            case FilterTokenKind.Text:
                _at++;
                return new FilterOperand(null, FilterValue.OfText(first.Value), first);
            case FilterTokenKind.Number:
                _at++;
                FilterValue number = FilterValue.OfNumber(first.Value);
                FilterLiterals.RequireDate(number, first);
                return number.Number is null && number.Date is null && number.Version is null
                    ? throw FilterProblems.Wrong(first.Column, $"{first} is no number, date or version; texts stand in quotes")
                    : new FilterOperand(null, number, first);
            case FilterTokenKind.Name when first.IsWord("true") || first.IsWord("false"):
                _at++;
                return new FilterOperand(null, FilterValue.OfText(first.Value.ToLowerInvariant()), first);
            case FilterTokenKind.Name when first.IsWord("null"):
                _at++;
                return new FilterOperand(null, null, first);
            case FilterTokenKind.Name when !s_words.Contains(first.Value, StringComparer.OrdinalIgnoreCase):
                return new FilterOperand(ReadPath(), null, first);
            default:
                throw FilterProblems.Expected(first, expected);
        }
    }

    private FilterPath ReadPath()
    {
        FilterToken first = Next;
        List<string> names = [first.Value];
        _at++;
        while (ReadPart() is { } name)
        {
            names.Add(names.Count < MostParts ? name : throw FilterProblems.Wrong(first.Column, $"the field that begins here has more than {MostParts} parts"));
        }

        _paths.Add(new FilterPath(names));
        return _paths[^1];
    }

    private string? ReadPart()
    {
        if (Take("."))
        {
            string name = Next.Kind is FilterTokenKind.Name or FilterTokenKind.Text ? Next.Value : throw FilterProblems.Expected(Next, "a name after '.'");
            _at++;
            return name;
        }

        if (!Take("["))
        {
            return null;
        }

        string quoted = Next.Kind is FilterTokenKind.Text ? Next.Value : throw FilterProblems.Expected(Next, "a name in quotes after '['");
        _at++;
        return Take("]") ? quoted : throw FilterProblems.Expected(Next, "']'");
    }

    private FilterOperator? TakeOperator()
    {
        FilterOperator? how = Next switch
        {
            { Kind: FilterTokenKind.Symbol, Value: "==" } => FilterOperator.Equal,
            { Kind: FilterTokenKind.Symbol, Value: "!=" } => FilterOperator.NotEqual,
            { Kind: FilterTokenKind.Symbol, Value: "<" } => FilterOperator.Less,
            { Kind: FilterTokenKind.Symbol, Value: "<=" } => FilterOperator.LessOrEqual,
            { Kind: FilterTokenKind.Symbol, Value: ">" } => FilterOperator.Greater,
            { Kind: FilterTokenKind.Symbol, Value: ">=" } => FilterOperator.GreaterOrEqual,
            { Kind: FilterTokenKind.Symbol, Value: "~" } => FilterOperator.Matches,
            _ => Next.IsWord("contains") ? FilterOperator.Contains : null,
        };
        _at += how is null ? 0 : 1;
        return how;
    }

    private static FilterOperator? Mirror(FilterOperator how) => how switch
    {
        FilterOperator.Equal or FilterOperator.NotEqual => how,
        FilterOperator.Less => FilterOperator.Greater,
        FilterOperator.LessOrEqual => FilterOperator.GreaterOrEqual,
        FilterOperator.Greater => FilterOperator.Less,
        FilterOperator.GreaterOrEqual => FilterOperator.LessOrEqual,
        _ => null,
    };

    private bool Take(string symbol)
    {
        bool isIt = Next.Is(symbol);
        _at += isIt ? 1 : 0;
        return isIt;
    }

    private bool TakeWord(string word)
    {
        bool isIt = Next.IsWord(word);
        _at += isIt ? 1 : 0;
        return isIt;
    }
}
