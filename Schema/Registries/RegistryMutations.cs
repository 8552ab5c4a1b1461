using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Registries;

namespace GraphPlatform.Schema.Registries;

/// <summary>Changes how organizations sign in to registries.</summary>
[MutationType]
public static class RegistryMutations
{
    /// <summary>Notes how an organization signs in to a registry. Its containers' images are pulled from there with it.</summary>
    public static Task<RegistryCredential> CreateRegistryCredentialAsync(
        CreateRegistryCredentialInput input, Caller caller, RegistryCredentialService credentials, CancellationToken ct) =>
        credentials.CreateAsync(caller, input.OrganizationId, input.Server, input.Username, input.Password, ct);

    /// <summary>Changes the user or the password.</summary>
    public static Task<RegistryCredential> UpdateRegistryCredentialAsync(
        UpdateRegistryCredentialInput input, Caller caller, RegistryCredentialService credentials, CancellationToken ct) =>
        credentials.UpdateAsync(caller, input.RegistryCredentialId, input.Username, input.Password, ct);

    /// <summary>Forgets a credential. Containers that run go on; the next pull is without it.</summary>
    public static async Task<DeletedRegistryCredential> DeleteRegistryCredentialAsync(
        DeleteRegistryCredentialInput input, Caller caller, RegistryCredentialService credentials, CancellationToken ct) =>
        new(await credentials.DeleteAsync(caller, input.RegistryCredentialId, ct));
}

/// <summary>What makes a credential.</summary>
/// <param name="OrganizationId">Whose it is.</param>
/// <param name="Server">The registry as it stands before images' names: ghcr.io, registry.example.com:5000; docker.io for names without one.</param>
/// <param name="Username">The user there.</param>
/// <param name="Password">The password or an access token. It is kept encrypted and never told.</param>
public sealed record CreateRegistryCredentialInput([ID] string OrganizationId, string Server, string Username, string Password);

/// <summary>What changes a credential; what is left out stays.</summary>
/// <param name="RegistryCredentialId">Its id.</param>
/// <param name="Username">The user there.</param>
/// <param name="Password">The password or an access token.</param>
public sealed record UpdateRegistryCredentialInput([ID] string RegistryCredentialId, string? Username = null, string? Password = null);

/// <summary>Which credential.</summary>
/// <param name="RegistryCredentialId">Its id.</param>
public sealed record DeleteRegistryCredentialInput([ID] string RegistryCredentialId);

/// <summary>A credential that is gone.</summary>
/// <param name="RegistryCredentialId">Its id.</param>
[Payload]
public sealed record DeletedRegistryCredential([property: ID] string RegistryCredentialId);
