using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Events;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Database;

/// <summary>Opens the state database: one context a call, since parallel resolvers must not share one.</summary>
public sealed class StateDatabase(IDbContextFactory<PlatformDb> contexts, WriteLane lane, DiskReserve reserve, EventBus events)
{
    /// <summary>A context for reading: nothing is tracked.</summary>
    public async ValueTask<PlatformDb> ReadAsync(CancellationToken ct)
    {
        var db = await contexts.CreateDbContextAsync(ct);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return db;
    }

    /// <summary>A unit of work: holds the writer's lane until it is disposed, so no engine call may happen inside.</summary>
    /// <exception cref="PlatformException">CAPACITY: the disk is full, and this is nothing that frees space. UNAVAILABLE: the database does not answer.</exception>
    public async ValueTask<Work> BeginAsync(CancellationToken ct)
    {
        if (!DiskReserve.IsEssential) reserve.DemandRoom();
        var turn = await lane.EnterAsync(ct);
        PlatformDb? db = null;
        try
        {
            db = await contexts.CreateDbContextAsync(ct);
            var transaction = await db.Database.BeginTransactionAsync(ct);
            return new Work(db, transaction, events, turn);
        }
        catch (Exception error)
        {
            if (db is not null) await db.DisposeAsync();
            turn?.Dispose();
            if (DatabaseErrors.Explain(error) is { } explained) throw explained;
            throw;
        }
    }
}
