using GraphPlatform.Platform.Database;
using GraphPlatform.Server.Hosting;

namespace GraphPlatform.Server.Commands;

/// <summary>Brings the database up to date. The server does so too when it starts.</summary>
internal static class MigrateCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        await using var app = ServerApp.Build(args);
        try
        {
            await DatabaseSetup.MigrateAsync(app.Services, CancellationToken.None);
        }
        catch (IOException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }

        Console.WriteLine("The database is up to date.");
        return 0;
    }
}
