namespace ModelPack.Core.Diagnostics;

public static partial class DiagnosticCodes
{
    /// <summary>External data of a model has an absolute location.</summary>
    public const string ExternalDataAbsolute = "MP1040";

    /// <summary>External data of a model has a location with a <c>..</c> segment.</summary>
    public const string ExternalDataParentFolder = "MP1041";

    /// <summary>External data of a model leaves the project through a symbolic link.</summary>
    public const string ExternalDataOutsideProject = "MP1042";

    /// <summary>A file with external data of a model does not exist.</summary>
    public const string ExternalDataMissing = "MP1043";

    /// <summary>A file with external data of a model is shorter than its tensors.</summary>
    public const string ExternalDataTooShort = "MP1044";

    /// <summary>A tensor says in no usable way where its external data lies.</summary>
    public const string ExternalDataInvalid = "MP1045";

    /// <summary>External data of a model has a location with backslashes.</summary>
    public const string ExternalDataBackslash = "MP1046";

    /// <summary>A file with external data of a model cannot be read.</summary>
    public const string ExternalDataUnreadable = "MP1047";

    /// <summary>External data of a model lies among hidden files or build output.</summary>
    public const string ExternalDataHidden = "MP1048";
    /// <summary>A model file is empty.</summary>
    public const string ModelEmpty = "MP2001";

    /// <summary>A model file, or a file with its weights, is a Git LFS pointer.</summary>
    public const string GitLfsPointer = "MP2002";

    /// <summary>A model file is a web page.</summary>
    public const string ModelIsHtml = "MP2003";

    /// <summary>A model file is text.</summary>
    public const string ModelIsText = "MP2004";

    /// <summary>A model file ends before its content does.</summary>
    public const string ModelTruncated = "MP2005";

    /// <summary>A model file is damaged.</summary>
    public const string ModelDamaged = "MP2006";

    /// <summary>A file is not an ONNX model.</summary>
    public const string NotAnOnnxModel = "MP2007";

    /// <summary>A model file is a Python pickle.</summary>
    public const string ModelIsPickle = "MP2008";

    /// <summary>A model file is a zip archive.</summary>
    public const string ModelIsZip = "MP2009";

    /// <summary>An <c>.ort</c> file is damaged.</summary>
    public const string OrtModelDamaged = "MP2010";

    /// <summary>A model file has the extension of another format.</summary>
    public const string ModelExtensionWrong = "MP2011";

    /// <summary>A model nests deeper than protobuf allows.</summary>
    public const string ModelTooDeep = "MP2012";

    /// <summary>A model file cannot be read.</summary>
    public const string ModelUnreadable = "MP2013";

    /// <summary>A model holds more names and descriptions than any real one.</summary>
    public const string ModelTextTooLarge = "MP2014";
}
