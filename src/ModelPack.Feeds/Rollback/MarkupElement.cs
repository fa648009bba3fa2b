namespace ModelPack.Feeds.Rollback;

/// <summary>An element of a project file, with the places of its values in the text.</summary>
internal sealed class MarkupElement
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>Where it begins.</summary>
    public required int Start { get; init; }

    /// <summary>The element around it.</summary>
    public required MarkupElement? Parent { get; init; }

    /// <summary>Its attributes, as written.</summary>
    public List<MarkupValue> Attributes { get; } = [];

    /// <summary>The elements in it.</summary>
    public List<MarkupElement> Children { get; } = [];

    /// <summary>Its text, where it has nothing else in it.</summary>
    public MarkupValue? Content { get; set; }

    /// <summary>The value of an attribute.</summary>
    public MarkupValue? Attribute(string name) => Attributes.Find(attribute => attribute.Name == name);

    /// <summary>A value that is an attribute or an element in it: MSBuild's metadata. Names are the same in any case there.</summary>
    public (MarkupValue Value, MarkupElement Element)? Metadata(string name) =>
        Attributes.Find(attribute => attribute.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } attribute ? (attribute, this)
        : Children.Find(child => child.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { Content: { } content } element ? (content, element)
        : null;

    /// <summary>It and all around it, from the inside.</summary>
    public IEnumerable<MarkupElement> Path()
    {
        for (MarkupElement? element = this; element is not null; element = element.Parent)
        {
            yield return element;
        }
    }

    /// <summary>It and all in it.</summary>
    public IEnumerable<MarkupElement> All()
    {
        // Not by recursion: each level would pass on all that is below it.
        Stack<MarkupElement> open = new([this]);
        while (open.TryPop(out MarkupElement? element))
        {
            yield return element;
            foreach (MarkupElement child in Enumerable.Reverse(element.Children))
            {
                open.Push(child);
            }
        }
    }
}
