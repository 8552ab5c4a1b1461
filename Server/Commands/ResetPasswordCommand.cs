using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;
using GraphPlatform.Platform.Database;
using GraphPlatform.Server.Hosting;

namespace GraphPlatform.Server.Commands;

/// <summary>Sets a user's password for one who has lost it. The server has to be stopped: it holds the data folder.</summary>
internal static class ResetPasswordCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [not ['-', ..] and var email, .. var rest]) return Usage.Print();
        var password = Environment.GetEnvironmentVariable("GRAPHPLATFORM_PASSWORD") ?? Ask();
        await using var app = ServerApp.Build(rest);
        try
        {
            await DatabaseSetup.MigrateAsync(app.Services, CancellationToken.None);
            await app.Services.GetRequiredService<AccountService>().ResetPasswordAsync(Caller.System("reset-password"), email, password, CancellationToken.None);
        }
        catch (Exception error) when (error is IOException or PlatformException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }

        Console.WriteLine($"The password of {email} is set, and their sessions are ended.");
        return 0;
    }

    /// <summary>Never an argument: other users of the machine can read those.</summary>
    private static string Ask()
    {
        Console.Error.Write("New password: ");
        return Console.ReadLine() ?? "";
    }
}
