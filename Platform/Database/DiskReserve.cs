using GraphPlatform.Platform.Access;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Database;

/// <summary>
/// Space in the data folder that is kept for a full disk. Work that frees space, and what leads to it (signing in, stopping), gets a slice when the database cannot be written. While some
/// of it is given away all other writes are refused, logs too, so that they do not take what was freed. PostgreSQL has its own disk, so there is no reserve beside it.
/// </summary>
public sealed partial class DiskReserve(DataFolder data, IOptions<DatabaseOptions> options, ILogger<DiskReserve> logger)
{
    private const string Folder = "reserve";
    private const int Slices = 4;
    private const long Most = 32L << 20;
    private const long Least = 256L << 10;

    private static readonly AsyncLocal<bool> Essential = new();

    private readonly bool isKept = options.Value.Provider == DatabaseProvider.Sqlite;
    private readonly Lock gate = new();
    private volatile bool isOpen;

    /// <summary>Whether some of it is given away, and the disk has not had room since to take it back.</summary>
    public bool IsOpen => isOpen && !TakeBack();

    private long SliceBytes => Math.Clamp(Drive.TotalSize / 100, Least, Most) / Slices;

    private DriveInfo Drive => new(data.Root);

    /// <summary>Makes it, or makes it whole again, when the disk has room for that and a slice more.</summary>
    /// <returns>Whether it is whole.</returns>
    public bool TakeBack()
    {
        if (!isKept) return true;
        lock (gate)
        {
            var missing = Enumerable.Range(0, Slices).Select(SliceFile).Where(f => !File.Exists(f)).ToList();
            if (missing.Count > 0 && (Drive.AvailableFreeSpace < (missing.Count + 1) * SliceBytes || !missing.TrueForAll(TryMake))) return false;
            if (isOpen) Whole(logger);
            isOpen = false;
            return true;
        }
    }

    /// <summary>
    /// Makes the database file as large as the database is, while the disk has room: the pages that are new since then would need a full disk's last space before the write-ahead
    /// log, which is often larger than all of the reserve, can be used anew.
    /// </summary>
    public void Settle()
    {
        if (isKept && !IsOpen) Checkpoint(long.MaxValue);
    }

    /// <summary>At the start: what an earlier server gave away and could not take back is still given away. A disk without any space left does not even let a database be opened.</summary>
    internal void Begin()
    {
        if (!isKept || !Directory.Exists(data.File(Folder))) return;
        if (!TakeBack()) isOpen = true;
        if (isOpen && Drive.AvailableFreeSpace < Least / Slices) GiveAway();
    }

    /// <summary>Does essential work: when the disk is full, with a slice of the reserve, as long as there is one.</summary>
    /// <param name="unit">Does it. When it fails it has done nothing, or can be done again.</param>
    public async Task<T> RunAsync<T>(Func<Task<T>> unit)
    {
        Essential.Value = true;      // in this call and what it calls
        while (true)
        {
            try
            {
                return await unit();
            }
            catch (Exception error) when (IsFull(error))
            {
                if (!GiveAway()) throw;
            }
        }
    }

    /// <summary>Does essential work.</summary>
    public Task RunAsync(Func<Task> unit) => RunAsync(async () =>
    {
        await unit();
        return true;
    });

    /// <summary>Whether what is done at the moment is essential, because somebody further up said so.</summary>
    internal static bool IsEssential => Essential.Value;

    /// <summary>Makes what follows in the calling method essential, or no longer.</summary>
    internal static void MarkEssential(bool essential) => Essential.Value = essential;

    /// <summary>Refuses work that takes space, as a full disk does, while some of the reserve is given away.</summary>
    /// <exception cref="PlatformException">CAPACITY.</exception>
    internal void DemandRoom()
    {
        if (IsOpen) throw new PlatformException(ErrorCode.Capacity, DatabaseErrors.Full) { Transient = true };
    }

    /// <summary>Whether an exception says that the database's disk is full.</summary>
    internal bool IsFull(Exception error) =>
        isKept && (DatabaseErrors.IsFull(error) || (DatabaseErrors.IsUnwritable(error) && Drive.AvailableFreeSpace < SliceBytes));

    /// <summary>Gives a slice away.</summary>
    /// <returns>Whether there was one.</returns>
    internal bool GiveAway()
    {
        lock (gate)
        {
            var there = Enumerable.Range(0, Slices).Select(SliceFile).Where(File.Exists).ToList();
            if (there.Count == 0) return false;
            var growth = Checkpoint(0);
            var slices = growth / SliceBytes < there.Count - 1 ? (int)(growth / SliceBytes) + 2 : 1;
            foreach (var slice in there.Take(slices)) File.Delete(slice);
            isOpen = true;
            GaveAway(logger, slices * SliceBytes >> 10);
            Checkpoint(slices * SliceBytes);
            return true;
        }
    }

    private string SliceFile(int index) => Path.Combine(data.Folder(Folder), $"slice-{index}");

    /// <summary>What the write-ahead log holds goes where it belongs, unless the database's file needs more than <paramref name="room"/> bytes for that. Then the log's space is used anew.</summary>
    /// <returns>The bytes that the file needs.</returns>
    private long Checkpoint(long room)
    {
        try
        {
            var file = new SqliteConnectionStringBuilder { DataSource = data.File("platform.db"), Mode = SqliteOpenMode.ReadWrite, Pooling = false };
            using var connection = new SqliteConnection(file.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";
            var growth = Math.Max(0, (long)command.ExecuteScalar()! - new FileInfo(data.File("platform.db")).Length);
            if (growth > room || room == 0) return growth;
            command.CommandText = "PRAGMA wal_checkpoint(PASSIVE)";
            command.ExecuteNonQuery();
            return growth;
        }
        catch (SqliteException error)
        {
            NotMoved(logger, error.Message);        // the slice has to do
            return long.MaxValue;
        }
    }

    private bool TryMake(string path)
    {
        try
        {
            // Really taken from the disk: .NET asks for the blocks (fallocate), which leaves the length as it is.
            using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, PreallocationSize = SliceBytes });
            file.SetLength(SliceBytes);
            return true;
        }
        catch (IOException error)
        {
            NotMade(logger, error.Message);
            File.Delete(path);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "The disk of the data folder is full: {Kilobytes} kB of the reserve are given to what frees space. Free some space; until then nothing else is recorded")]
    private static partial void GaveAway(ILogger logger, long kilobytes);

    [LoggerMessage(LogLevel.Information, "The disk of the data folder has room again, and the reserve is whole")]
    private static partial void Whole(ILogger logger);

    [LoggerMessage(LogLevel.Warning, "The write-ahead log could not be moved into the database: {Reason}")]
    private static partial void NotMoved(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Warning, "The reserve for a full disk could not be made: {Reason}")]
    private static partial void NotMade(ILogger logger, string reason);
}
