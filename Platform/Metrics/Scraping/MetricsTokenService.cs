using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;
using GraphPlatform.Platform.Audit;
using GraphPlatform.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Metrics.Scraping;

/// <summary>A token that was made: shown now and never again.</summary>
/// <param name="MetricsToken">What is kept of it.</param>
/// <param name="Secret">The token itself.</param>
public sealed record NewMetricsToken(MetricsToken MetricsToken, string Secret);

/// <summary>Tokens that an organization's metrics are read with.</summary>
public sealed class MetricsTokenService(StateDatabase database, AuditTrail audit, TimeProvider clock)
{
    private const string Prefix = "gpm";
    private const int MaxName = 100;
    private const int MaxTokens = 20;

    private static readonly Caller Self = Caller.System("metrics");

    /// <summary>An organization's tokens, the oldest first.</summary>
    public async Task<IReadOnlyList<MetricsToken>> ListAsync(Caller caller, string organizationId, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        caller.Demand(Right.Manage, await db.As(caller).Organizations.SingleOrDefaultAsync(o => o.Id == organizationId, ct), "organization", organizationId);
        return await db.As(caller).MetricsTokens.Where(t => t.OrganizationId == organizationId).OrderBy(t => t.Id).Take(MaxTokens).ToListAsync(ct);
    }

    /// <summary>Makes one.</summary>
    /// <exception cref="PlatformException">NOT_FOUND, FORBIDDEN; CONFLICT: there are many already.</exception>
    public Task<NewMetricsToken> CreateAsync(Caller caller, string organizationId, string name, CancellationToken ct)
    {
        new Problems().Require(name.Trim().Length is > 0 and <= MaxName, $"The name has 1 to {MaxName} characters.", "name").ThrowIfAny();
        return audit.WatchAsync(caller, "createMetricsToken", organizationId, async () =>
        {
            await using var work = await database.BeginAsync(ct);
            await work.LockAsync(organizationId, ct);
            caller.Demand(Right.Manage, await work.As(caller).Organizations.SingleOrDefaultAsync(o => o.Id == organizationId, ct), "organization", organizationId);
            if (await work.As(caller).MetricsTokens.CountAsync(t => t.OrganizationId == organizationId, ct) >= MaxTokens)
                throw new PlatformException(ErrorCode.Conflict, $"The organization has {MaxTokens} tokens already. Delete one that is not used.");
            var secret = Token.New(Prefix);
            var token = work.Add(new MetricsToken(Ids.New("mtk"), organizationId, name.Trim(), Token.Hash(secret), caller.Actor, clock.GetUtcNow()));
            audit.Record(work, caller, "createMetricsToken", organizationId, token.Id, token.Name);
            await work.CommitAsync(ct);
            return new NewMetricsToken(token, secret);
        }, ct);
    }

    /// <summary>Forgets one: it is refused from now on.</summary>
    /// <returns>Its id.</returns>
    public Task<string> DeleteAsync(Caller caller, string id, CancellationToken ct) => audit.WatchAsync(caller, "deleteMetricsToken", id, async () =>
    {
        await using var work = await database.BeginAsync(ct);
        var token = await work.As(caller).MetricsTokens.SingleOrDefaultAsync(t => t.Id == id, ct);
        caller.Demand(Right.Manage, token, "metrics token", id);
        work.Remove(token);
        audit.Record(work, caller, "deleteMetricsToken", token.OrganizationId, id, token.Name);
        await work.CommitAsync(ct);
        return id;
    }, ct);

    /// <summary>The organization that a presented token belongs to; null when it is none of ours.</summary>
    internal async Task<string?> OrganizationOfAsync(string secret, CancellationToken ct)
    {
        if (!secret.StartsWith(Prefix + "_", StringComparison.Ordinal)) return null;
        var hash = Token.Hash(secret);
        await using var db = await database.ReadAsync(ct);
        return (await db.As(Self).MetricsTokens.SingleOrDefaultAsync(t => t.Hash == hash, ct))?.OrganizationId;
    }
}
