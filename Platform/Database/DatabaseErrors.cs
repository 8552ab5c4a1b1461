using System.Net.Sockets;
using GraphPlatform.Platform.Access;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace GraphPlatform.Platform.Database;

/// <summary>Tells what a database's exception means to a caller.</summary>
public static class DatabaseErrors
{
    internal const string Full = "The disk of the database is full, so nothing was recorded. Free some space and repeat.";

    private const string Away = "The database does not answer. Try again in a moment; if it stays, whoever runs this server has to look at it.";
    private const string Unreadable = "The database cannot be read or written. Try again in a moment; if it stays, whoever runs this server has to look at its file.";

    // https://www.sqlite.org/rescode.html
    private const int SqlitePermission = 3;
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteReadOnly = 8;
    private const int SqliteIoError = 10;
    private const int SqliteCorrupt = 11;
    private const int SqliteFull = 13;
    private const int SqliteCannotOpen = 14;
    private const int SqliteConstraint = 19;
    private const int SqliteNotADatabase = 26;

    /// <summary>Whether a unique key is taken, or what is referred to is gone.</summary>
    public static bool IsConstraintViolation(DbUpdateException error) => error.InnerException
        is SqliteException { SqliteErrorCode: SqliteConstraint }
        or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation };

    /// <summary>The error that a caller can do something about, or may wait for; null for a bug.</summary>
    public static PlatformException? Explain(Exception error)
    {
        if (error is PlatformException known) return known;
        if (error is DbUpdateConcurrencyException)
            return new(ErrorCode.Conflict, "Somebody else changed it at the same moment. Load it again and repeat.") { Transient = true };
        return Cause(error) switch
        {
            SqliteException { SqliteErrorCode: SqliteConstraint } or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation } =>
                new(ErrorCode.Conflict, "Somebody else added or deleted something of it at the same moment. Load it again and repeat.") { Transient = true },
            PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected } =>
                new(ErrorCode.Conflict, "Somebody else changed the same at the same moment, and each waited for the other. Repeat it.") { Transient = true },
            SqliteException { SqliteErrorCode: SqliteFull } or PostgresException { SqlState: PostgresErrorCodes.DiskFull } =>
                new([new Problem(ErrorCode.Capacity, Full) { Detail = new DiskIsFull() }]) { Transient = true },
            SqliteException { SqliteErrorCode: SqliteIoError } =>
                new([new Problem(ErrorCode.Capacity, "The disk of the database cannot be written, so nothing was recorded. Look whether it is full or failing.") { Detail = new DiskCannotBeWritten() }]) { Transient = true },
            SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked or SqlitePermission or SqliteReadOnly or SqliteCorrupt or SqliteCannotOpen or SqliteNotADatabase } =>
                new(ErrorCode.Unavailable, Unreadable) { Transient = true },
            PostgresException answered => IsAway(answered.SqlState) ? new(ErrorCode.Unavailable, Away) { Transient = true } : null,
            NpgsqlException { InnerException: SocketException or IOException or TimeoutException } or NpgsqlException { IsTransient: true } =>
                new(ErrorCode.Unavailable, Away) { Transient = true },
            _ => null,
        };
    }

    internal static bool IsFull(Exception error) => Explain(error)?.Problems[0].Detail is DiskIsFull;

    internal static bool IsUnwritable(Exception error) => Cause(error) is SqliteException { SqliteErrorCode: SqliteCannotOpen } || Explain(error)?.Problems[0].Detail is DiskCannotBeWritten;

    /// <summary>It starts, it ends, or it takes no more connections: https://www.postgresql.org/docs/current/errcodes-appendix.html</summary>
    private static bool IsAway(string state) =>
        state is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections
        || state.StartsWith("08", StringComparison.Ordinal);

    /// <summary>What the database's provider said, whatever was put around it: PostgreSQL's wraps what may pass by itself.</summary>
    private static Exception Cause(Exception error)
    {
        while (error is DbUpdateException or InvalidOperationException or AggregateException && error.InnerException is { } inner) error = inner;
        return error;
    }

    private sealed record DiskIsFull : ProblemDetail;

    private sealed record DiskCannotBeWritten : ProblemDetail;
}
