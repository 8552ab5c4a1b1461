using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Operations;

/// <summary>Sees to it that a change that is asked for twice under one name is done once. The note is written in the change's own transaction.</summary>
public sealed class Idempotency(StateDatabase database, TimeProvider clock)
{
    /// <summary>How long a name is remembered.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private const int MaxKeyLength = 200;
    private static readonly Caller Self = Caller.System("idempotency");

    /// <summary>What came of the same change when it was asked for before; null when it was not.</summary>
    /// <exception cref="PlatformException">CONFLICT: another change has that name.</exception>
    public static async Task<IdempotentCommand?> FindAsync(Work work, Caller caller, string command, ChangeTerms options, CancellationToken ct)
    {
        if (options.IdempotencyKey is not { } key || options.DryRun) return null;
        new Problems().Require(key.Length is > 0 and <= MaxKeyLength, $"An idempotency key has 1 to {MaxKeyLength} characters.", "idempotencyKey").ThrowIfAny();
        var known = await work.As(Self).IdempotentCommands.SingleOrDefaultAsync(c => c.Actor == caller.Actor && c.Command == command && c.Key == key, ct);
        return known is null || known.Fingerprint == options.Fingerprint
            ? known
            : throw new PlatformException(ErrorCode.Conflict, $"The idempotency key '{key}' was used for another change. Choose a new key for a new change.", "idempotencyKey");
    }

    /// <summary>Notes what comes of a change. Of two at once the key lets one through; the other, tried again, finds it.</summary>
    public void Note(Work work, Caller caller, string command, ChangeTerms options, string subjectId, string? operationId)
    {
        if (options is { IdempotencyKey: { } key, Fingerprint: { } fingerprint })
            work.Add(new IdempotentCommand(caller.Actor, command, key, fingerprint, subjectId, operationId, clock.GetUtcNow()));
    }

    /// <summary>Forgets names that are old.</summary>
    /// <returns>What was done, in a sentence.</returns>
    public async Task<string> PurgeAsync(Caller caller, CancellationToken ct)
    {
        caller.DemandAdministrator();
        var before = clock.GetUtcNow() - Kept;
        await using var work = await database.BeginAsync(ct);
        var removed = await work.As(Self).IdempotentCommands.Where(c => c.CreatedAt < before).ExecuteDeleteAsync(ct);
        await work.CommitAsync(ct);
        return $"{removed} keys removed";
    }
}
