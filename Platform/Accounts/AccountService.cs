using System.Net.Mail;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Quotas;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Accounts;

/// <summary>Users and their organizations.</summary>
public sealed class AccountService(StateDatabase database, QuotaService quotas, TimeProvider clock)
{
    /// <summary>The shortest password that is taken.</summary>
    public const int MinPasswordLength = 12;

    /// <summary>The longest.</summary>
    public const int MaxPasswordLength = 256;

    /// <summary>The caller's own account.</summary>
    public async Task<User> ViewerAsync(Caller caller, CancellationToken ct)
    {
        var id = caller.DemandUser();
        await using var db = await database.ReadAsync(ct);
        return await db.As(caller).Users.SingleAsync(u => u.Id == id, ct);
    }

    /// <summary>Users by id, as far as the caller may see them.</summary>
    public async Task<IReadOnlyDictionary<string, User>> ByIdAsync(Caller caller, IReadOnlyList<string> ids, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        return await db.As(caller).Users.Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, ct);
    }

    /// <summary>The caller's organizations, the oldest first.</summary>
    public async Task<IReadOnlyList<Organization>> OrganizationsAsync(Caller caller, CancellationToken ct)
    {
        caller.DemandUser();
        await using var db = await database.ReadAsync(ct);
        return await db.As(caller).Organizations.OrderBy(o => o.Id).Take(1000).ToListAsync(ct);
    }

    /// <summary>Organizations by id, as far as the caller may see them.</summary>
    public async Task<IReadOnlyDictionary<string, Organization>> OrganizationsByIdAsync(Caller caller, IReadOnlyList<string> ids, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        return await db.As(caller).Organizations.Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, ct);
    }

    /// <summary>Makes an account with a personal organization. Sign-up is closed: administrators do this.</summary>
    public async Task<User> CreateAsync(Caller caller, string email, string name, string password, bool administrator, CancellationToken ct)
    {
        caller.DemandAdministrator();
        new Problems()
            .Require(MailAddress.TryCreate(email, out _), "Enter an e-mail address such as ada@example.com.", "email")
            .Require(!string.IsNullOrWhiteSpace(name) && name.Length <= 100, "Enter a name of at most 100 characters.", "name")
            .Require(IsPassword(password), PasswordRule, "password")
            .ThrowIfAny();
        var now = clock.GetUtcNow();
        var user = new User(Ids.New("usr"), email, name.Trim(), PasswordHash.Create(password), administrator, now);
        await using var work = await database.BeginAsync(ct);
        work.Add(user);
        var organization = work.Add(new Organization(Ids.New("org"), $"{user.Name}'s organization", now));
        work.Add(new Membership(organization.Id, user.Id, Role.Owner));
        quotas.Open(work, organization);
        await work.CommitAsync(ct, () => new(ErrorCode.Conflict, $"There is an account with the e-mail address {user.Email} already.", "email"));
        return user;
    }

    /// <summary>Whether anyone can sign in yet.</summary>
    public async Task<bool> AnyAsync(Caller caller, CancellationToken ct)
    {
        caller.DemandAdministrator();
        await using var db = await database.ReadAsync(ct);
        return await db.As(caller).Users.AnyAsync(ct);
    }

    /// <summary>Sets a user's password and ends the user's sessions.</summary>
    public async Task ResetPasswordAsync(Caller caller, string email, string password, CancellationToken ct)
    {
        caller.DemandAdministrator();
        new Problems().Require(IsPassword(password), PasswordRule, "password").ThrowIfAny();
        var address = User.Normalize(email);
        var self = Caller.System("reset-password");
        await using var work = await database.BeginAsync(ct);
        var user = await work.As(self).Users.SingleOrDefaultAsync(u => u.Email == address, ct) ?? throw PlatformException.NotFound("user", email);
        user.ChangePassword(PasswordHash.Create(password));
        var now = clock.GetUtcNow();
        foreach (var session in await work.As(self).Sessions.Where(s => s.UserId == user.Id && s.EndedAt == null).ToListAsync(ct))
        {
            session.End(now);
            work.Publish(new Events.SessionEnded(session.Id));
        }

        await work.CommitAsync(ct);
    }

    private static string PasswordRule => $"Use a password of {MinPasswordLength} to {MaxPasswordLength} characters.";

    private static bool IsPassword(string password) => password.Length is >= MinPasswordLength and <= MaxPasswordLength;
}
