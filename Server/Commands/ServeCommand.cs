using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Workers;
using GraphPlatform.Server.Hosting;

namespace GraphPlatform.Server.Commands;

/// <summary>Runs the server until it is told to stop. Containers go on meanwhile; the next start finds them again.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        await using var app = ServerApp.Build(args);
        try
        {
            await DatabaseSetup.MigrateAsync(app.Services, CancellationToken.None);
            var reserve = app.Services.GetRequiredService<DiskReserve>();
            reserve.TakeBack();
            reserve.Settle();
            await reserve.RunAsync(() => app.Services.GetRequiredService<WorkerRegistry>().RegisterAsync(Caller.System("start"), CancellationToken.None));
            await FirstAdministrator.EnsureAsync(app.Services, CancellationToken.None);
            await app.StartAsync();
        }
        catch (Exception error) when (DatabaseErrors.Explain(error) is { } explained)
        {
            await Console.Error.WriteLineAsync($"GraphPlatform cannot start: {explained.Message}{(ReferenceEquals(explained, error) ? "" : $" ({error.GetBaseException().Message})")}");
            return 1;
        }
        catch (Exception error) when (error is IOException or Microsoft.Extensions.Options.OptionsValidationException)
        {
            await Console.Error.WriteLineAsync($"GraphPlatform cannot start: {error.Message}");
            return 1;
        }

        Console.WriteLine($"GraphPlatform is ready at {app.Urls.First()}");
        await app.WaitForShutdownAsync();
        return 0;
    }
}
