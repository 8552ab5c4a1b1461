using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Audit;

/// <summary>Which entries a list shows; null for all.</summary>
/// <param name="Action">By the name of the mutation.</param>
/// <param name="Actor">By an actor's id.</param>
/// <param name="SubjectId">By what it was done to.</param>
/// <param name="Outcome">By how it ended.</param>
/// <param name="Since">From this time on.</param>
/// <param name="Until">Before this time.</param>
public sealed record AuditFilter(string? Action, string? Actor, string? SubjectId, AuditOutcome? Outcome, DateTimeOffset? Since, DateTimeOffset? Until);

/// <summary>Reads who did what.</summary>
public sealed class AuditService(StateDatabase database)
{
    /// <summary>A page of an organization's trail, the oldest first. For its administrators.</summary>
    public async Task<Page<AuditEntry>> ListAsync(Caller caller, string organizationId, AuditFilter filter, PageRequest page, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var organization = await db.As(caller).Organizations.SingleOrDefaultAsync(o => o.Id == organizationId, ct);
        caller.Demand(Right.Manage, organization, "organization", organizationId);
        return await Page.OfAsync(Filtered(db.As(caller).AuditEntries.Where(e => e.OrganizationId == organizationId), filter), e => e.Id, page, ct);
    }

    /// <summary>A page of what was done to the platform itself: accounts and security profiles. For administrators of the platform.</summary>
    public async Task<Page<AuditEntry>> ListOfPlatformAsync(Caller caller, AuditFilter filter, PageRequest page, CancellationToken ct)
    {
        caller.DemandAdministrator();
        await using var db = await database.ReadAsync(ct);
        return await Page.OfAsync(Filtered(db.As(caller).PlatformAuditEntries, filter), e => e.Id, page, ct);
    }

    private static IQueryable<AuditEntry> Filtered(IQueryable<AuditEntry> all, AuditFilter filter)
    {
        if (filter.Action is { } action) all = all.Where(e => e.Action == action);
        if (filter.Actor is { } actor) all = all.Where(e => e.Actor == actor);
        if (filter.SubjectId is { } subject) all = all.Where(e => e.SubjectId == subject);
        if (filter.Outcome is { } outcome) all = all.Where(e => e.Outcome == outcome);
        if (filter.Since is { } since) all = all.Where(e => e.At >= since.ToUniversalTime());
        if (filter.Until is { } until) all = all.Where(e => e.At < until.ToUniversalTime());
        return all;
    }
}
