using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using Microsoft.Extensions.Logging;

namespace GraphPlatform.Platform.Audit;

/// <summary>
/// Records what was done outside of the database: in a volume, on an engine. No transaction takes that back, so when the record fails the answer says both: that it was done, and that it
/// is not recorded. The database's own words would be taken for all of it.
/// </summary>
public sealed partial class DoneOutside(DiskReserve reserve, ILogger<DoneOutside> logger)
{
    /// <summary>Records something, whoever waits for the answer by now.</summary>
    /// <param name="done">What was done, as the beginning of a sentence: <c>'/data/a' was written</c>.</param>
    /// <param name="record">Records it.</param>
    /// <param name="freesSpace">Whether it may have the reserve of a full disk; as what it is a part of, where that is essential.</param>
    /// <exception cref="PlatformException">It was done, and is not recorded.</exception>
    internal async Task RecordAsync(string done, Func<CancellationToken, Task> record, bool freesSpace = false)
    {
        try
        {
            if (freesSpace || DiskReserve.IsEssential) await reserve.RunAsync(() => record(CancellationToken.None));
            else await record(CancellationToken.None);
        }
        catch (PlatformException error)
        {
            Lost(logger, error, done);
            throw new PlatformException(error.Code, $"{done}, but that is not recorded: {error.Message}");
        }
        catch (Exception error)
        {
            Lost(logger, error, done);
            throw new PlatformException(ErrorCode.Internal, $"{done}, but that is not recorded: the database cannot be written. See the server's log.");
        }
    }

    [LoggerMessage(LogLevel.Error, "This is in no record: {Done}")]
    private static partial void Lost(ILogger logger, Exception error, string done);
}
