using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Audit;

/// <summary>Writes down who did what. What is done is written in its own transaction: one cannot be without the other. What is refused is written in one of its own.</summary>
public sealed class AuditTrail(StateDatabase database, DiskReserve reserve, TimeProvider clock)
{
    private const int MaxDetail = 1000;

    // What frees space, and what is done to stop what fills it: with a full disk it has the reserve. Of a change of scale only what takes no more does (QuotaService).
    private static readonly HashSet<string> Essential =
        ["stopContainer", "deleteContainer", "scaleContainer", "deleteVolume", "deleteBackup", "deleteFile", "deleteProject", "applyDiskPlan", "removeDomain", "deleteAlertRule"];

    /// <summary>Writes what <paramref name="work"/> does.</summary>
    internal void Record(Work work, Caller caller, string action, string organizationId, string subjectId, string? detail = null) =>
        work.Add(Entry(caller, action, organizationId, subjectId, AuditOutcome.Done, detail));

    /// <summary>Writes what is done outside of the database, before it is.</summary>
    internal async Task NoteAsync(Caller caller, string action, string organizationId, string subjectId, string? detail, CancellationToken ct)
    {
        await using var work = await database.BeginAsync(ct);
        Record(work, caller, action, organizationId, subjectId, detail);
        await work.CommitAsync(ct);
    }

    /// <summary>Does something, and writes it down when it is refused. Only of what the caller may see: of the rest, nobody's trail would know.</summary>
    /// <param name="caller">Who tries.</param>
    /// <param name="action">What, by the name of the mutation.</param>
    /// <param name="subjectId">A container, project, volume, domain or organization.</param>
    /// <param name="attempt">The attempt; its transaction has ended when it returns or throws. When another took the same at the same moment, it is made again.</param>
    /// <param name="ct">Cancels.</param>
    internal async Task<T> WatchAsync<T>(Caller caller, string action, string subjectId, Func<Task<T>> attempt, CancellationToken ct)
    {
        try
        {
            return Essential.Contains(action) ? await reserve.RunAsync(() => Work.RetryAsync(attempt)) : await Work.RetryAsync(attempt);
        }
        catch (PlatformException refused) when (IsRefusal(refused) && caller.UserId is not null)
        {
            await RefuseAsync(caller, action, subjectId, refused.Message, ct);
            throw;
        }
    }

    /// <summary>Writes that the platform's own rules refused something that belongs to no organization.</summary>
    internal async Task RefuseForPlatformAsync(Caller caller, string action, string subjectId, string detail, CancellationToken ct)
    {
        await using var work = await database.BeginAsync(ct);
        work.Add(Entry(caller, action, AuditEntry.PlatformItself, subjectId, AuditOutcome.Refused, detail));
        await work.CommitAsync(ct);
    }

    private static bool IsRefusal(PlatformException error) =>
        error.Code is ErrorCode.Forbidden or ErrorCode.QuotaExceeded || error.Problems.Any(p => p.Detail is Security.Policies.SecurityViolation);

    private static async Task<string?> OwnerAsync(VisibleSets seen, string subjectId, CancellationToken ct) => Ids.Prefix(subjectId) switch
    {
        "ctr" => await seen.Containers.Where(c => c.Id == subjectId).Select(c => c.OrganizationId).SingleOrDefaultAsync(ct),
        "prj" => await seen.Projects.Where(p => p.Id == subjectId).Select(p => p.OrganizationId).SingleOrDefaultAsync(ct),
        "vol" => await seen.Volumes.Where(v => v.Id == subjectId).Select(v => v.OrganizationId).SingleOrDefaultAsync(ct),
        "dom" => await seen.Domains.Where(d => d.Id == subjectId).Select(d => d.OrganizationId).SingleOrDefaultAsync(ct),
        "reg" => await seen.RegistryCredentials.Where(c => c.Id == subjectId).Select(c => c.OrganizationId).SingleOrDefaultAsync(ct),
        "alr" => await seen.AlertRules.Where(r => r.Id == subjectId).Select(r => r.OrganizationId).SingleOrDefaultAsync(ct),
        "bak" => await seen.Backups.Where(b => b.Id == subjectId).Select(b => b.OrganizationId).SingleOrDefaultAsync(ct),
        "org" => await seen.Organizations.Where(o => o.Id == subjectId).Select(o => o.Id).SingleOrDefaultAsync(ct),
        _ => null,
    };

    private async Task RefuseAsync(Caller caller, string action, string subjectId, string detail, CancellationToken ct)
    {
        await using var work = await database.BeginAsync(ct);
        if (await OwnerAsync(work.As(caller), subjectId, ct) is not { } owner) return;
        work.Add(Entry(caller, action, owner, subjectId, AuditOutcome.Refused, detail));
        await work.CommitAsync(ct);
    }

    private AuditEntry Entry(Caller caller, string action, string organizationId, string subjectId, AuditOutcome outcome, string? detail) =>
        new(Ids.New("aud"), organizationId, caller.Actor, action, subjectId, outcome, detail is { Length: > MaxDetail } ? detail[..(char.IsHighSurrogate(detail[MaxDetail - 1]) ? MaxDetail - 1 : MaxDetail)] : detail, clock.GetUtcNow());
}
