namespace Company.Service._1;

/// <summary>A request that cannot be answered, and why.</summary>
public sealed class PredictionException(string message, int statusCode = StatusCodes.Status400BadRequest) : Exception(message)
{
    /// <summary>The HTTP status of the answer.</summary>
    public int StatusCode { get; } = statusCode;
}
