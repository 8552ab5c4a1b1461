using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Registries;

namespace GraphPlatform.Schema.Registries;

/// <summary>How an organization signs in to a registry of images. Its password is never told.</summary>
[ObjectType<RegistryCredential>]
public static class RegistryCredentialType
{
    /// <summary>Unique in the installation.</summary>
    [ID]
    public static string Id([Parent] RegistryCredential credential) => credential.Id;

    /// <summary>The registry as it stands before images' names; <c>docker.io</c> for names without one.</summary>
    public static string Server([Parent] RegistryCredential credential) => credential.Server;

    /// <summary>The user there.</summary>
    public static string Username([Parent] RegistryCredential credential) => credential.Username;

    /// <summary>When it was made.</summary>
    public static DateTimeOffset CreatedAt([Parent] RegistryCredential credential) => credential.CreatedAt;

    /// <summary>When user or password last changed.</summary>
    public static DateTimeOffset UpdatedAt([Parent] RegistryCredential credential) => credential.UpdatedAt;
}

/// <summary>Loads credentials by organization.</summary>
public sealed class RegistryCredentialsLoader(RegistryCredentialService credentials, Caller caller) : DataLoader<string, IReadOnlyList<RegistryCredential>>
{
    /// <inheritdoc />
    protected override async Task<IReadOnlyDictionary<string, IReadOnlyList<RegistryCredential>>> LoadBatchAsync(
        IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        (await credentials.ByOrganizationAsync(caller, keys, cancellationToken)).ToDictionary(g => g.Key, IReadOnlyList<RegistryCredential> (g) => [.. g]);
}
