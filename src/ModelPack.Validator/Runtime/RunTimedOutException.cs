namespace ModelPack.Validator.Runtime;

/// <summary>A run was ended by its time limit.</summary>
internal sealed class RunTimedOutException : Exception;
