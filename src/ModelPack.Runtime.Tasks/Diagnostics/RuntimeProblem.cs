namespace ModelPack.Runtime.Tasks.Diagnostics;

/// <summary>Something wrong that the user can mend.</summary>
/// <param name="Code">One of <see cref="RuntimeDiagnosticCodes"/>.</param>
/// <param name="Message">One sentence that says what is wrong, and one that says what to do.</param>
/// <param name="File">The file that it is about, or <see langword="null"/>.</param>
internal sealed record RuntimeProblem(string Code, string Message, string? File = null);
