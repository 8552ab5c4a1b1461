using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Audit;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Secrets;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Registries;

/// <summary>How organizations sign in to registries of images. Nobody is ever told a password.</summary>
public sealed class RegistryCredentialService(StateDatabase database, SecretBox box, AuditTrail audit, TimeProvider clock)
{
    private const int MaxCredentials = 50;
    private const int MaxUsername = 255;

    // Tokens of some registries are signed documents.
    private const int MaxPassword = 8192;

    private static readonly Caller Self = Caller.System("registries");

    /// <summary>Credentials of organizations, by server.</summary>
    public async Task<ILookup<string, RegistryCredential>> ByOrganizationAsync(Caller caller, IReadOnlyList<string> organizationIds, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var found = await db.As(caller).RegistryCredentials.Where(c => organizationIds.Contains(c.OrganizationId)).OrderBy(c => c.Server).ToListAsync(ct);
        return found.ToLookup(c => c.OrganizationId);
    }

    /// <summary>Notes how an organization signs in to a registry. Whether it succeeds shows with the next pull.</summary>
    /// <exception cref="PlatformException">CONFLICT: it has a credential for that registry already, or as many as it may have.</exception>
    public Task<RegistryCredential> CreateAsync(Caller caller, string organizationId, string server, string username, string password, CancellationToken ct)
    {
        var host = RegistryHost.Normalize(server);
        new Problems()
            .Require(RegistryHost.IsValid(host), RegistryHost.Rule, "server")
            .Require(IsUsername(username), UsernameRule, "username")
            .Require(IsPassword(password), PasswordRule, "password")
            .ThrowIfAny();
        return audit.WatchAsync(caller, "createRegistryCredential", organizationId, async () =>
        {
            await using var work = await database.BeginAsync(ct);
            await work.LockAsync(organizationId, ct);
            caller.Demand(
                Right.Manage, await work.As(caller).Organizations.SingleOrDefaultAsync(o => o.Id == organizationId, ct), "organization", organizationId);
            if (await work.As(caller).RegistryCredentials.CountAsync(c => c.OrganizationId == organizationId, ct) >= MaxCredentials)
                throw new PlatformException(ErrorCode.Conflict, $"An organization has credentials for at most {MaxCredentials} registries. Delete those that are not used.");
            var id = Ids.New("reg");
            var credential = work.Add(new RegistryCredential(id, organizationId, host, username, box.Seal(password, id), clock.GetUtcNow()));
            audit.Record(work, caller, "createRegistryCredential", organizationId, id, $"{host} as {username}");
            await work.CommitAsync(ct, () => new(ErrorCode.Conflict, $"The organization has credentials for {host} already. Change those.", "server"));
            return credential;
        }, ct);
    }

    /// <summary>Changes user or password; what is null stays.</summary>
    public Task<RegistryCredential> UpdateAsync(Caller caller, string id, string? username, string? password, CancellationToken ct)
    {
        new Problems()
            .Require(username is null || IsUsername(username), UsernameRule, "username")
            .Require(password is null || IsPassword(password), PasswordRule, "password")
            .ThrowIfAny();
        return audit.WatchAsync(caller, "updateRegistryCredential", id, () => UpdateValidAsync(caller, id, username, password, ct), ct);
    }

    /// <summary>Forgets it. Containers that run go on; the next pull is without it.</summary>
    public Task<string> DeleteAsync(Caller caller, string id, CancellationToken ct) =>
        audit.WatchAsync(caller, "deleteRegistryCredential", id, () => DeleteOnceAsync(caller, id, ct), ct);

    private async Task<RegistryCredential> UpdateValidAsync(Caller caller, string id, string? username, string? password, CancellationToken ct)
    {
        await using var work = await database.BeginAsync(ct);
        var credential = await LoadAsync(work, caller, id, ct);
        credential.Change(username ?? credential.Username, password is null ? credential.SealedPassword : box.Seal(password, id), clock.GetUtcNow());
        await ForgetGrantsAsync(work, credential, ct);
        audit.Record(work, caller, "updateRegistryCredential", credential.OrganizationId, id, $"{credential.Server} as {credential.Username}");
        await work.CommitAsync(ct);
        return credential;
    }

    private async Task<string> DeleteOnceAsync(Caller caller, string id, CancellationToken ct)
    {
        await using var work = await database.BeginAsync(ct);
        var credential = await LoadAsync(work, caller, id, ct);
        await ForgetGrantsAsync(work, credential, ct);
        work.Remove(credential);
        audit.Record(work, caller, "deleteRegistryCredential", credential.OrganizationId, id, credential.Server);
        await work.CommitAsync(ct);
        return id;
    }

    private static string UsernameRule => $"Enter the registry's user name: 1 to {MaxUsername} characters, no line breaks.";

    private static string PasswordRule => $"Enter a password or access token of 1 to {MaxPassword} characters.";

    private static bool IsUsername(string username) => username.Length is > 0 and <= MaxUsername && !username.Any(char.IsControl);

    private static bool IsPassword(string password) => password.Length is > 0 and <= MaxPassword;

    private static async Task<RegistryCredential> LoadAsync(Work work, Caller caller, string id, CancellationToken ct)
    {
        var credential = await work.As(caller).RegistryCredentials.SingleOrDefaultAsync(c => c.Id == id, ct);
        caller.Demand(Right.Manage, credential, "registry credential", id);
        return credential;
    }

    /// <summary>Another user, or none, may not be given what this one was.</summary>
    private static async Task ForgetGrantsAsync(Work work, RegistryCredential credential, CancellationToken ct)
    {
        var grants = work.As(Self).ImageGrants.Where(g => g.OrganizationId == credential.OrganizationId && g.Server == credential.Server);
        foreach (var grant in await grants.ToListAsync(ct)) work.Remove(grant);
    }
}
