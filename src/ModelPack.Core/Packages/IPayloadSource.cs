namespace ModelPack.Core.Packages;

/// <summary>Where the content of payload packages is on this machine.</summary>
public interface IPayloadSource
{
    /// <summary>Opens the content of a payload.</summary>
    /// <param name="payload">The payload; its id, version and digest were checked to be such.</param>
    /// <returns>The content, not checked against its digest; <see langword="null"/> where it is not here.</returns>
    /// <exception cref="Diagnostics.ModelPackException">It is here, but cannot be read.</exception>
    Stream? Open(ModelPayload payload);
}
