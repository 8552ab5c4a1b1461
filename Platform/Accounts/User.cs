namespace GraphPlatform.Platform.Accounts;

/// <summary>A person who can sign in.</summary>
public sealed class User
{
    private User()
    {
    }

    /// <summary>A new user.</summary>
    public User(string id, string email, string name, string passwordHash, bool isAdministrator, DateTimeOffset now)
    {
        Id = id;
        Email = Normalize(email);
        Name = name;
        PasswordHash = passwordHash;
        IsAdministrator = isAdministrator;
        CreatedAt = now;
    }

    /// <summary><c>usr_…</c></summary>
    public string Id { get; private set; } = "";

    /// <summary>Lower-case; unique.</summary>
    public string Email { get; private set; } = "";

    /// <summary>How the person is shown.</summary>
    public string Name { get; private set; } = "";

    /// <summary>As <see cref="PasswordHash"/> writes it.</summary>
    public string PasswordHash { get; private set; } = "";

    /// <summary>Whether the person administers the platform.</summary>
    public bool IsAdministrator { get; private set; }

    /// <summary>When the account was made.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>The form in which e-mail addresses are stored and compared.</summary>
    public static string Normalize(string email) => email.Trim().ToLowerInvariant();

    /// <summary>Sets another password.</summary>
    public void ChangePassword(string hash) => PasswordHash = hash;
}
