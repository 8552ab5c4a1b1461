using System.Runtime.CompilerServices;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Notifications;

/// <summary>What members of organizations are told, and what each of them has read.</summary>
public sealed class NotificationService(StateDatabase database, EventBus events, IOptions<NotificationOptions> options, TimeProvider clock)
{
    private const int Batch = 100;

    /// <summary>A page of the notifications of one organization, or of all of the caller's, the newest first.</summary>
    public async Task<Page<Notification>> ListAsync(Caller caller, string? organizationId, bool? unread, PageRequest page, CancellationToken ct)
    {
        caller.DemandUser();
        await using var db = await database.ReadAsync(ct);
        var seen = db.As(caller).Notifications;
        if (organizationId is not null) seen = seen.Where(n => n.OrganizationId == organizationId);
        var read = ReadBy(db, caller);
        if (unread is { } wanted) seen = seen.Where(n => read.Any(r => r.NotificationId == n.Id) != wanted);
        return await Page.OfNewestAsync(seen, n => n.Id, page, ct);
    }

    /// <summary>Notifications by id.</summary>
    public async Task<IReadOnlyDictionary<string, Notification>> ByIdAsync(Caller caller, IReadOnlyList<string> ids, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        return await db.As(caller).Notifications.Where(n => ids.Contains(n.Id)).ToDictionaryAsync(n => n.Id, ct);
    }

    /// <summary>Which of some notifications the caller has read.</summary>
    public async Task<IReadOnlySet<string>> ReadAsync(Caller caller, IReadOnlyList<string> ids, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        return await ReadBy(db, caller).Where(r => ids.Contains(r.NotificationId)).Select(r => r.NotificationId).ToHashSetAsync(ct);
    }

    /// <summary>How many of all that the caller may see are unread.</summary>
    public async Task<int> CountUnreadAsync(Caller caller, CancellationToken ct)
    {
        caller.DemandUser();
        await using var db = await database.ReadAsync(ct);
        var read = ReadBy(db, caller);
        return await db.As(caller).Notifications.CountAsync(n => !read.Any(r => r.NotificationId == n.Id), ct);
    }

    /// <summary>Notes that the caller has read one; that it was so already is fine.</summary>
    /// <exception cref="PlatformException">NOT_FOUND.</exception>
    public async Task<Notification> MarkReadAsync(Caller caller, string id, CancellationToken ct)
    {
        var user = caller.DemandUser();
        return await Work.RetryAsync(async () =>
        {
            await using var work = await database.BeginAsync(ct);
            var notification = await work.As(caller).Notifications.SingleOrDefaultAsync(n => n.Id == id, ct);
            caller.Demand(Right.View, notification, "notification", id);
            if (await work.As(caller).NotificationReads.AnyAsync(r => r.NotificationId == id, ct)) return notification;
            work.Add(new NotificationRead(id, user, clock.GetUtcNow()));
            work.Publish(new NotificationsRead(user));
            await work.CommitAsync(ct, SameMoment);
            return notification;
        });
    }

    /// <summary>Notes that the caller has read all of an organization, or of all of them.</summary>
    /// <returns>How many were unread.</returns>
    public async Task<int> MarkAllReadAsync(Caller caller, string? organizationId, CancellationToken ct)
    {
        var user = caller.DemandUser();
        return await Work.RetryAsync(async () =>
        {
            await using var work = await database.BeginAsync(ct);
            var (seen, read) = (work.As(caller).Notifications, work.As(caller).NotificationReads);
            if (organizationId is not null)
            {
                caller.Demand(Right.View, await work.As(caller).Organizations.SingleOrDefaultAsync(o => o.Id == organizationId, ct), "organization", organizationId);
                seen = seen.Where(n => n.OrganizationId == organizationId);
            }

            var unread = await seen.Where(n => !read.Any(r => r.NotificationId == n.Id)).Select(n => n.Id).ToListAsync(ct);
            foreach (var id in unread) work.Add(new NotificationRead(id, user, clock.GetUtcNow()));
            if (unread.Count > 0) work.Publish(new NotificationsRead(user));
            await work.CommitAsync(ct, SameMoment);
            return unread.Count;
        });
    }

    /// <summary>Notifications of the caller's organizations from now on. A reader that is too slow gets the newest of those that it missed.</summary>
    public IAsyncEnumerable<Notification> Follow(Caller caller, CancellationToken ct)
    {
        caller.DemandUser();
        return NewAsync(caller, ct);
    }

    /// <summary>How many are unread, and again whenever that has changed; several changes at once are one.</summary>
    public IAsyncEnumerable<int> FollowUnread(Caller caller, CancellationToken ct)
    {
        caller.DemandUser();
        return CountsAsync(caller, ct);
    }

    /// <summary>Removes those that are older than they are kept.</summary>
    /// <returns>What was done, in a sentence.</returns>
    public async Task<string> RemoveOldAsync(Caller caller, CancellationToken ct)
    {
        caller.DemandAdministrator();
        var since = clock.GetUtcNow() - options.Value.MaxAge;
        await using var work = await database.BeginAsync(ct);
        var removed = await work.As(caller).Notifications.Where(n => n.CreatedAt < since).ExecuteDeleteAsync(ct);
        await work.CommitAsync(ct);
        return $"{removed} notifications removed";
    }

    /// <summary>Tells the members of an organization, when <paramref name="work"/> is committed.</summary>
    internal static void Tell(Work work, string organizationId, NotificationKind kind, string title, string text, string subjectId, DateTimeOffset now)
    {
        var notification = work.Add(new Notification(Ids.New("ntf"), organizationId, kind, title, text, subjectId, now));
        work.Publish(new NotificationAdded(notification.Id, organizationId));
    }

    private static PlatformException SameMoment() => new(ErrorCode.Conflict, "It was marked in another window at the same moment.") { Transient = true };

    private static IQueryable<NotificationRead> ReadBy(PlatformDb db, Caller caller) => db.As(caller).NotificationReads;

    private async IAsyncEnumerable<Notification> NewAsync(Caller caller, [EnumeratorCancellation] CancellationToken ct)
    {
        using var added = events.Subscribe<NotificationAdded>(e => caller.Organizations.Contains(e.OrganizationId), Batch);
        while (await added.WaitAsync(ct))
        {
            var ids = new List<string>();
            while (ids.Count < Batch && added.TryRead(out var one)) ids.Add(one.NotificationId);
            var found = await ByIdAsync(caller, ids, ct);
            foreach (var id in ids)
                if (found.TryGetValue(id, out var notification)) yield return notification;
        }
    }

    private async IAsyncEnumerable<int> CountsAsync(Caller caller, [EnumeratorCancellation] CancellationToken ct)
    {
        using var added = events.Subscribe<NotificationAdded>(e => caller.Organizations.Contains(e.OrganizationId), capacity: 1);
        using var read = events.Subscribe<NotificationsRead>(e => e.UserId == caller.UserId, capacity: 1);
        int? told = null;
        while (true)
        {
            while (added.TryRead(out _) || read.TryRead(out _))
            {
                // Several changes at once are one count.
            }

            var count = await CountUnreadAsync(caller, ct);
            if (count != told) yield return count;
            told = count;
            using var either = CancellationTokenSource.CreateLinkedTokenSource(ct);
            Task[] waits = [Wait(added, either.Token), Wait(read, either.Token)];
            await Task.WhenAny(waits);
            await either.CancelAsync();
            await Task.WhenAll(waits);
            ct.ThrowIfCancellationRequested();
        }
    }

    private static async Task Wait<T>(EventReader<T> reader, CancellationToken ct) where T : notnull
    {
        try
        {
            await reader.WaitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            // The other one had something.
        }
    }
}
