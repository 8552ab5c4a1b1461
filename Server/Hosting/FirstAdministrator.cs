using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;

namespace GraphPlatform.Server.Hosting;

/// <summary>Somebody has to be able to sign in: on the first start an administrator is made, and a password that was made up is printed once.</summary>
internal static class FirstAdministrator
{
    private const string DefaultEmail = "admin@localhost";

    public static async Task EnsureAsync(IServiceProvider services, CancellationToken ct)
    {
        var accounts = services.GetRequiredService<AccountService>();
        var self = Caller.System("first-administrator");
        if (await accounts.AnyAsync(self, ct)) return;

        var email = Environment.GetEnvironmentVariable("GRAPHPLATFORM_ADMIN_EMAIL") ?? DefaultEmail;
        var given = Environment.GetEnvironmentVariable("GRAPHPLATFORM_ADMIN_PASSWORD");
        var password = given ?? Token.New("gp")[..20];
        await accounts.CreateAsync(self, email, "Administrator", password, administrator: true, ct);
        Console.WriteLine(given is null
            ? $"The first administrator is {email} with the password {password} (shown only now)."
            : $"The first administrator is {email}.");
    }
}
