namespace ModelPack.Core.Formats;

/// <summary>Formats that are recognised by content and not packed unless the author insists: most run code when they are loaded.</summary>
public enum ForeignFormat
{
    /// <summary>None of the others.</summary>
    None,

    /// <summary>A Python pickle, also one of PyTorch before 1.6 or of joblib.</summary>
    Pickle,

    /// <summary>A PyTorch file: a zip archive with pickles.</summary>
    PyTorch,

    /// <summary>A NumPy file with Python objects, which are pickles.</summary>
    NumpyObjects,

    /// <summary>A compressed NumPy archive: whether it holds Python objects cannot be seen without unpacking it.</summary>
    NumpyCompressed,

    /// <summary>A Keras archive, or another HDF5 file. Layers may hold Python code.</summary>
    Keras,

    /// <summary>A TensorFlow graph or saved model.</summary>
    TensorFlow,

    /// <summary>An ML.NET archive.</summary>
    MlNet,

    /// <summary>Another archive or compressed file.</summary>
    Archive,
}
