using System.Runtime.CompilerServices;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Events;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Operations;

/// <summary>Reads operations and watches them.</summary>
public sealed class OperationService(StateDatabase database, EventBus events)
{
    /// <summary>Operations by id, as far as the caller may see them.</summary>
    public async Task<IReadOnlyDictionary<string, Operation>> ByIdAsync(Caller caller, IReadOnlyList<string> ids, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        return await db.As(caller).Operations.Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, ct);
    }

    /// <summary>The newest operation of each subject.</summary>
    public async Task<IReadOnlyDictionary<string, Operation>> LatestAsync(Caller caller, IReadOnlyList<string> subjectIds, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var visible = db.As(caller).Operations;
        var newest = visible.Where(o => subjectIds.Contains(o.SubjectId)).GroupBy(o => o.SubjectId).Select(g => g.Max(o => o.Id));
        return await visible.Where(o => newest.Contains(o.Id)).ToDictionaryAsync(o => o.SubjectId, ct);
    }

    /// <summary>The operation as it is, and again whenever it has come further; ends when it has.</summary>
    public async Task<IAsyncEnumerable<Operation>> FollowAsync(Caller caller, string id, CancellationToken ct)
    {
        if (!(await ByIdAsync(caller, [id], ct)).ContainsKey(id)) throw PlatformException.NotFound("operation", id);
        return SnapshotsAsync(caller, id, ct);
    }

    private async IAsyncEnumerable<Operation> SnapshotsAsync(Caller caller, string id, [EnumeratorCancellation] CancellationToken ct)
    {
        using var changes = events.Subscribe<OperationChanged>(e => e.OperationId == id, capacity: 1);
        do
        {
            while (changes.TryRead(out _))
            {
                // Several changes at once are one snapshot.
            }

            if (!(await ByIdAsync(caller, [id], ct)).TryGetValue(id, out var operation)) yield break;
            yield return operation;
            if (operation.Status != OperationStatus.Running) yield break;
        }
        while (await changes.WaitAsync(ct));
    }
}
