using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;
using GraphPlatform.Platform.Database;
using GraphPlatform.Tests.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Tests.Platform.Accounts;

public sealed class SessionTests
{
    private const string Email = "ada@example.com";
    private const string Password = "correct-horse-battery";

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_refresh_token_gives_the_next_pair_and_a_late_second_use_ends_the_session(DatabaseProvider kind)
    {
        await using var database = await TestDatabase.OpenAsync(kind);
        var (sessions, first) = await SignInAsync(database);

        var second = await sessions.RefreshAsync(Caller.Anonymous, first.RefreshToken!, CancellationToken.None);
        var lostAnswer = await sessions.RefreshAsync(Caller.Anonymous, first.RefreshToken!, CancellationToken.None);
        Assert.NotEqual(second.RefreshToken, lostAnswer.RefreshToken);

        database.Clock.Advance(TimeSpan.FromSeconds(31));
        await RefusedAsync(sessions.RefreshAsync(Caller.Anonymous, first.RefreshToken!, CancellationToken.None));
        await RefusedAsync(sessions.RefreshAsync(Caller.Anonymous, second.RefreshToken!, CancellationToken.None));
        Assert.Null((await sessions.FromSessionAsync(database.Get<AccessTokens>().SessionOf(second.AccessToken!)!, CancellationToken.None)).UserId);
    }

    [Fact]
    public async Task An_access_token_is_good_for_a_quarter_of_an_hour_and_only_if_we_signed_it()
    {
        await using var database = await TestDatabase.OpenAsync();
        var (_, session) = await SignInAsync(database);
        var tokens = database.Get<AccessTokens>();
        var token = session.AccessToken!;

        Assert.NotNull(tokens.SessionOf(token));
        Assert.Null(tokens.SessionOf(token[..^2] + (token[^2] == 'A' ? "BB" : "AA")));
        Assert.Null(tokens.SessionOf("eyJhbGciOiJub25lIn0." + token.Split('.')[1] + "."));
        database.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Null(tokens.SessionOf(token));
    }

    [Fact]
    public async Task The_hundred_and_first_session_of_a_kind_ends_the_oldest_of_that_kind_alone()
    {
        await using var database = await TestDatabase.OpenAsync();
        var (sessions, first) = await SignInAsync(database);
        var console = await sessions.SignInAsync(Caller.Anonymous, Email, Password, SessionKind.Browser, CancellationToken.None);
        var second = await sessions.SignInAsync(Caller.Anonymous, Email, Password, SessionKind.Api, CancellationToken.None);
        await using (var db = await database.ContextAsync())
        {
            var user = second.User.Id;
            for (var i = 0; i < 98; i++)
                db.Add(new Session(Ids.New("ses"), user, SessionKind.Api, null, "", database.Clock.GetUtcNow(), database.Clock.GetUtcNow() + TimeSpan.FromDays(1)));
            await db.SaveChangesAsync();
        }

        await sessions.SignInAsync(Caller.Anonymous, Email, Password, SessionKind.Api, CancellationToken.None);
        var tokens = database.Get<AccessTokens>();
        Assert.Null((await sessions.FromSessionAsync(tokens.SessionOf(first.AccessToken!)!, CancellationToken.None)).UserId);
        Assert.NotNull((await sessions.FromSessionAsync(tokens.SessionOf(second.AccessToken!)!, CancellationToken.None)).UserId);
        Assert.NotNull((await sessions.FromSessionTokenAsync(console.SessionToken!, CancellationToken.None)).UserId);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_at_once()
    {
        await using var database = await TestDatabase.OpenAsync();
        var caller = await PageTests.AdaAsync(database);
        await database.Get<SessionService>().SignOutAsync(caller, CancellationToken.None);
        Assert.Null((await database.Get<SessionService>().FromSessionAsync(caller.SessionId!, CancellationToken.None)).UserId);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_answer_and_many_of_them_a_pause()
    {
        await using var database = await TestDatabase.OpenAsync();
        var (sessions, _) = await SignInAsync(database);
        var wrong = await Assert.ThrowsAsync<PlatformException>(() => SignInAsync(sessions, Email, "not-the-password"));
        var unknown = await Assert.ThrowsAsync<PlatformException>(() => SignInAsync(sessions, "eve@example.com", Password));
        Assert.Equal(wrong.Message, unknown.Message);
        Assert.Equal(ErrorCode.Unauthenticated, wrong.Code);

        for (var i = 0; i < 9; i++) await Assert.ThrowsAsync<PlatformException>(() => SignInAsync(sessions, Email, "not-the-password"));
        var paused = await Assert.ThrowsAsync<PlatformException>(() => SignInAsync(sessions, Email, Password));
        Assert.Equal(ErrorCode.RateLimited, paused.Code);
        database.Clock.Advance(TimeSpan.FromMinutes(5));
        await SignInAsync(sessions, Email, Password);
    }

    [Fact]
    public async Task Of_many_guesses_at_once_ten_are_checked_and_the_owner_comes_in_from_elsewhere_meanwhile()
    {
        await using var database = await TestDatabase.OpenAsync();
        var (sessions, _) = await SignInAsync(database);
        var guesses = Enumerable.Range(0, 300).Select(async i => (await Assert.ThrowsAsync<PlatformException>(
            () => sessions.SignInAsync(Caller.Stranger("203.0.113.9"), i % 2 == 0 ? Email : $"user{i}@example.com", "not-the-password", SessionKind.Api, CancellationToken.None))).Code).ToList();
        await sessions.SignInAsync(Caller.Stranger("198.51.100.1"), Email, Password, SessionKind.Api, CancellationToken.None);
        Assert.Equal(10, (await Task.WhenAll(guesses)).Count(code => code == ErrorCode.Unauthenticated));

        // Not even the right password helps from there now, but who has signed in from there before has places of their own.
        Assert.Equal(ErrorCode.RateLimited, (await Assert.ThrowsAsync<PlatformException>(
            () => sessions.SignInAsync(Caller.Stranger("203.0.113.9"), Email, Password, SessionKind.Api, CancellationToken.None))).Code);
        for (var i = 0; i < 10; i++) await Assert.ThrowsAsync<PlatformException>(
            () => sessions.SignInAsync(Caller.Stranger("198.51.100.1"), "someone@example.com", "not-the-password", SessionKind.Api, CancellationToken.None));
        await sessions.SignInAsync(Caller.Stranger("198.51.100.1"), Email, Password, SessionKind.Api, CancellationToken.None);
    }

    [Fact]
    public async Task Guesses_from_everywhere_are_limited_too_and_do_not_keep_the_owner_out()
    {
        await using var database = await TestDatabase.OpenAsync();
        var (sessions, _) = await SignInAsync(database);
        await sessions.SignInAsync(Caller.Stranger("198.51.100.1"), Email, Password, SessionKind.Api, CancellationToken.None);
        var codes = await Task.WhenAll(Enumerable.Range(0, 120).Select(async i => (await Assert.ThrowsAsync<PlatformException>(
            () => sessions.SignInAsync(Caller.Stranger($"203.0.113.{i}"), Email, "not-the-password", SessionKind.Api, CancellationToken.None))).Code));
        Assert.Equal(100, codes.Count(code => code == ErrorCode.Unauthenticated));
        await sessions.SignInAsync(Caller.Stranger("198.51.100.1"), Email, Password, SessionKind.Api, CancellationToken.None);
    }

    [Fact]
    public async Task A_new_password_ends_every_session()
    {
        await using var database = await TestDatabase.OpenAsync();
        var caller = await PageTests.AdaAsync(database);
        await database.Get<AccountService>().ResetPasswordAsync(Caller.System("test"), Email, "another-long-password", CancellationToken.None);
        Assert.Null((await database.Get<SessionService>().FromSessionAsync(caller.SessionId!, CancellationToken.None)).UserId);
        await SignInAsync(database.Get<SessionService>(), Email, "another-long-password");
    }

    [Fact]
    public async Task Nothing_in_the_data_folder_holds_a_token_or_a_password()
    {
        await using var database = await TestDatabase.OpenAsync();
        var (_, session) = await SignInAsync(database);
        // With its own last connection open, SQLite takes none of its files away meanwhile.
        await using var open = await database.ContextAsync();
        await open.Database.OpenConnectionAsync();
        foreach (var file in Directory.EnumerateFiles(database.Folder, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith("lock", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            var text = await reader.ReadToEndAsync();
            Assert.DoesNotContain(Password, text, StringComparison.Ordinal);
            Assert.DoesNotContain(session.RefreshToken!, text, StringComparison.Ordinal);
        }
    }

    private static async Task<(SessionService Sessions, SessionTokens First)> SignInAsync(TestDatabase database)
    {
        await database.Get<AccountService>().CreateAsync(Caller.System("test"), Email, "Ada", Password, administrator: false, CancellationToken.None);
        var sessions = database.Get<SessionService>();
        return (sessions, await SignInAsync(sessions, Email, Password));
    }

    private static Task<SessionTokens> SignInAsync(SessionService sessions, string email, string password) =>
        sessions.SignInAsync(Caller.Anonymous, email, password, SessionKind.Api, CancellationToken.None);

    private static async Task RefusedAsync(Task<SessionTokens> refresh) =>
        Assert.Equal(ErrorCode.Unauthenticated, (await Assert.ThrowsAsync<PlatformException>(() => refresh)).Code);
}
