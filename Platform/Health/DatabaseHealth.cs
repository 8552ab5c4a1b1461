using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Health;

/// <summary>Whether the state database can be read.</summary>
internal sealed class DatabaseHealth(StateDatabase database) : IHealthCheck
{
    private static readonly Caller Self = Caller.System("health");

    public string Name => "database";

    public bool IsVital => true;

    public async Task<(HealthState, string)> LookAsync(CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        await db.As(Self).Jobs.AnyAsync(ct);
        return (HealthState.Ok, "It answers.");
    }
}
