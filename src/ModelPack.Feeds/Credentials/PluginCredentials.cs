using System.Net;
using NuGet.Configuration;
using NuGet.Protocol;
using NuGet.Protocol.Plugins;

namespace ModelPack.Feeds.Credentials;

/// <summary>
/// Asks NuGet's credential providers (the plugins of <c>NUGET_PLUGIN_PATHS</c> and of the user's folder), never with a prompt. The stock service that does so is in an
/// assembly that is not published as a package of this version.
/// </summary>
internal sealed class PluginCredentials : ICredentialService
{
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);
    private readonly HashSet<Uri> _asked = [];

    private PluginCredentials()
    {
    }

    public bool HandlesDefaultCredentials => false;

    /// <summary>Makes it the process's credential service, where there is none.</summary>
    public static void Use() => HttpHandlerResourceV3.CredentialService ??= new Lazy<ICredentialService>(() => new PluginCredentials());

    public async Task<ICredentials?> GetCredentialsAsync(Uri uri, IWebProxy? proxy, CredentialRequestType type, string message, CancellationToken cancellationToken)
    {
        if (type == CredentialRequestType.Proxy)
        {
            return null;
        }

        await OneAtATime.WaitAsync(cancellationToken);
        try
        {
            // A second question about one source means that the first answer was refused.
            bool isRetry = !_asked.Add(uri);
            foreach (PluginDiscoveryResult plugin in await PluginManager.Instance.FindAvailablePluginsAsync(cancellationToken))
            {
                if (await Ask(plugin, uri, isRetry, cancellationToken) is { } credentials)
                {
                    return credentials;
                }
            }

            return null;
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    public bool TryGetLastKnownGoodCredentialsFromCache(Uri uri, bool isProxy, out ICredentials? credentials)
    {
        credentials = null;
        return false;
    }

    private static async Task<ICredentials?> Ask(PluginDiscoveryResult plugin, Uri uri, bool isRetry, CancellationToken cancellationToken)
    {
        (bool wasCreated, PluginCreationResult? created) = await PluginManager.Instance.TryGetSourceAgnosticPluginAsync(plugin, OperationClaim.Authentication, cancellationToken);
        if (!wasCreated || created is not { Plugin: { } running, Claims: { } claims } || !string.IsNullOrEmpty(created.Message) || !claims.Contains(OperationClaim.Authentication))
        {
            return null;
        }

        GetAuthenticationCredentialsRequest request = new(uri, isRetry, isNonInteractive: true, canShowDialog: false);
        GetAuthenticationCredentialsResponse? response = await running.Connection.SendRequestAndReceiveResponseAsync<GetAuthenticationCredentialsRequest, GetAuthenticationCredentialsResponse>(
            MessageMethod.GetAuthenticationCredentials, request, cancellationToken);
        return response is not null && response.IsValid()
            ? new TypedCredentials(new NetworkCredential(response.Username, response.Password), response.AuthenticationTypes ?? [])
            : null;
    }
}
