using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace GraphPlatform.Platform.Database;

/// <summary>
/// Write-ahead log: readers do not wait for the writer. Its synchronous mode NORMAL loses nothing when the process is killed, and keeps the
/// database whole when the machine loses power.
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    public static SqlitePragmas Instance { get; } = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = Command(connection);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = Command(connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static DbCommand Command(DbConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;";
        return command;
    }
}
