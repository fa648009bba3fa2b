namespace ModelPack.Feeds;

/// <content>Codes of what reads feeds without downloading packages: history, catalog and collecting.</content>
public static partial class FeedDiagnosticCodes
{
    /// <summary>A source answers a request for a part of a package with something else.</summary>
    public const string WrongRange = "MP5040";

    /// <summary>A package changed while it was read, or since it was read.</summary>
    public const string PackageChanged = "MP5041";

    /// <summary>A source's list of versions or packages does not end, goes in a circle or leads elsewhere.</summary>
    public const string EndlessList = "MP5042";

    /// <summary>A filter of versions is none.</summary>
    public const string BadFilter = "MP5043";

    /// <summary>A file is no catalog that can be written.</summary>
    public const string BadCatalog = "MP5044";

    /// <summary>What a package needs is not known, so that nothing that it may need is collected.</summary>
    public const string UnreadableNeeds = "MP5045";

    /// <summary>A source does not tell which packages it has.</summary>
    public const string NotListable = "MP5046";

    /// <summary>Something that is collected cannot be deleted.</summary>
    public const string CannotDelete = "MP5047";

    /// <summary>A filter names a field that no version has.</summary>
    public const string UnknownField = "MP5048";

    /// <summary>A feed may have models that its search does not show, so that nothing of it can be collected.</summary>
    public const string NotAllListed = "MP5049";

    /// <summary>Two sources have different histories of an alias.</summary>
    public const string ForkedAlias = "MP5050";

    /// <summary>A catalog cannot be written now: something else writes it, or its disk does not take it.</summary>
    public const string CatalogNotWritten = "MP5051";
}
