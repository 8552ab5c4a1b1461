using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Quotas;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Health;

/// <summary>Whether there is room where the data folder is: for the database, logs and backups.</summary>
internal sealed class DiskHealth(DataFolder data, DiskReserve reserve, IOptions<HealthOptions> options) : IHealthCheck
{
    private const long Nothing = 64L << 20;

    public string Name => "disk";

    public bool IsVital => false;

    public Task<(HealthState, string)> LookAsync(CancellationToken ct)
    {
        reserve.TakeBack();
        reserve.Settle();
        var drive = new DriveInfo(data.Root);
        var (free, total) = (drive.AvailableFreeSpace, drive.TotalSize);
        var room = $"{QuotaWords.Bytes(free)} of {QuotaWords.Bytes(total)} are free.";
        return Task.FromResult(reserve.IsOpen
            ? (HealthState.Down, room + " Only what frees space is done: free some.")
            : free < Nothing
            ? (HealthState.Down, room + " Nothing more can be written: free some space.")
            : free < total / 100 * options.Value.DiskFreePercent
                ? (HealthState.Degraded, $"{room} That is under {options.Value.DiskFreePercent} %: free some space, or give it more.")
                : (HealthState.Ok, room));
    }
}
