using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace GraphPlatform.Platform.Database;

/// <summary>One transaction. Its events go out after it has committed, and never if it has not.</summary>
public sealed class Work : IAsyncDisposable
{
    private const int Attempts = 4;

    private readonly PlatformDb db;
    private readonly IDbContextTransaction transaction;
    private readonly EventBus events;
    private readonly IDisposable? turn;
    private readonly List<Action<EventBus>> afterwards = [];
    private int closed;

    internal Work(PlatformDb db, IDbContextTransaction transaction, EventBus events, IDisposable? turn)
    {
        this.db = db;
        this.transaction = transaction;
        this.events = events;
        this.turn = turn;
    }

    /// <summary>Does a unit of work again when another took the same row or key at the same moment, a few times.</summary>
    public static async Task<T> RetryAsync<T>(Func<Task<T>> unit)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await unit();
            }
            catch (PlatformException error) when (error is { Code: ErrorCode.Conflict, Transient: true } && attempt < Attempts)
            {
                // What it conflicted with is committed by now, and is seen this time.
            }
        }
    }

    /// <summary>What <paramref name="caller"/> may see, tracked for changes.</summary>
    public VisibleSets As(Caller caller) => db.As(caller);

    /// <summary>Adds a new entity.</summary>
    public T Add<T>(T entity) where T : class
    {
        db.Add(entity);
        return entity;
    }

    /// <summary>Removes an entity.</summary>
    public void Remove<T>(T entity) where T : class => db.Remove(entity);

    /// <summary>
    /// Waits until no other unit of work has the key, and has it until this one ends: before something is added to what the key names, or counted there, or before that is
    /// deleted. What is read afterwards is as the one before has left it. Several are taken from the outside in (organization, project, container), so that no two wait
    /// for each other. SQLite's writers have one lane anyway.
    /// </summary>
    /// <param name="key">The id of an object.</param>
    /// <param name="ct">Cancels.</param>
    internal async Task LockAsync(string key, CancellationToken ct)
    {
        // https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
        if (db.Database.IsNpgsql()) await ExecuteAsync("SELECT pg_advisory_xact_lock(hashtextextended({0}, 0))", [key], ct);
    }

    /// <summary>Runs a statement inside the transaction: for batches that would be slow row by row. Values stand in it as {0}, {1}…</summary>
    /// <returns>How many rows it touched.</returns>
    internal async Task<int> ExecuteAsync(string statement, IReadOnlyList<object> values, CancellationToken ct)
    {
        try
        {
            return await db.Database.ExecuteSqlRawAsync(statement, values, ct);
        }
        catch (Exception error) when (DatabaseErrors.Explain(error) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>Tells the bus after the commit.</summary>
    public void Publish<T>(T message) where T : notnull => afterwards.Add(bus => bus.Publish(message));

    /// <summary>Writes what has changed so far inside the transaction, so that a broken key shows here.</summary>
    /// <param name="conflict">What to tell the caller when a unique key is taken or what is referred to is gone; null lets the exception through.</param>
    /// <param name="ct">Cancels.</param>
    public async Task SaveAsync(Func<PlatformException>? conflict, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException error) when (conflict is not null && DatabaseErrors.IsConstraintViolation(error))
        {
            throw conflict();
        }
        catch (Exception error) when (DatabaseErrors.Explain(error) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>Writes everything, commits, and lets the events out.</summary>
    public async Task CommitAsync(CancellationToken ct, Func<PlatformException>? conflict = null)
    {
        await SaveAsync(conflict, ct);
        try
        {
            await transaction.CommitAsync(ct);
        }
        catch (Exception error) when (DatabaseErrors.Explain(error) is { } explained)
        {
            throw explained;
        }

        await CloseAsync();
        foreach (var publish in afterwards) publish(events);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => CloseAsync();

    /// <summary>Once: a pooled context that is given back twice may be somebody else's by then.</summary>
    private async ValueTask CloseAsync()
    {
        if (Interlocked.Exchange(ref closed, 1) != 0) return;
        try
        {
            await transaction.DisposeAsync();
            await db.DisposeAsync();
        }
        finally
        {
            turn?.Dispose();
        }
    }
}
