using GraphPlatform.Platform.Access;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace GraphPlatform.Platform.Database;

/// <summary>Tells what a database's exception means to a caller.</summary>
internal static class DatabaseErrors
{
    // https://www.sqlite.org/rescode.html
    private const int SqliteIoError = 10;
    private const int SqliteFull = 13;
    private const int SqliteConstraint = 19;

    /// <summary>Whether a unique key is taken, or what is referred to is gone.</summary>
    public static bool IsConstraintViolation(DbUpdateException error) => error.InnerException
        is SqliteException { SqliteErrorCode: SqliteConstraint }
        or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation };

    /// <summary>The error that a caller can do something about; null for a bug.</summary>
    public static PlatformException? Explain(Exception error)
    {
        if (error is DbUpdateConcurrencyException)
            return new(ErrorCode.Conflict, "Somebody else changed it at the same moment. Load it again and repeat.") { Transient = true };
        // PostgreSQL's provider wraps what may pass by itself.
        return (error is DbUpdateException { InnerException: { } inner } ? Unwrapped(inner) : Unwrapped(error)) switch
        {
            SqliteException { SqliteErrorCode: SqliteConstraint } or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation } =>
                new(ErrorCode.Conflict, "Somebody else added or deleted something of it at the same moment. Load it again and repeat.") { Transient = true },
            PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected } =>
                new(ErrorCode.Conflict, "Somebody else changed the same at the same moment, and each waited for the other. Repeat it.") { Transient = true },
            SqliteException { SqliteErrorCode: SqliteFull } or PostgresException { SqlState: PostgresErrorCodes.DiskFull } =>
                new(ErrorCode.Capacity, "The disk of the database is full, so nothing was recorded. Free some space and repeat.") { Transient = true },
            SqliteException { SqliteErrorCode: SqliteIoError } =>
                new(ErrorCode.Capacity, "The disk of the database cannot be written, so nothing was recorded. Look whether it is full or failing.") { Transient = true },
            _ => null,
        };
    }

    private static Exception Unwrapped(Exception error) => error is InvalidOperationException { InnerException: NpgsqlException inner } ? inner : error;
}
