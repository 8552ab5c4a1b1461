using System.ComponentModel.DataAnnotations;

namespace GraphPlatform.Platform.Accounts;

/// <summary>Section <c>Accounts</c>.</summary>
public sealed class AccountOptions
{
    /// <summary>How long an access token is good for.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a session lasts; after that one signs in again.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long a used refresh token may be used again: two tabs, or an answer that was lost on its way.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan RefreshGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Failed sign-ins from one network before further ones from there are refused for a while.</summary>
    [Range(1, 1000)]
    public int SignInAttempts { get; init; } = 10;

    /// <summary>How long they are refused, and how long failures are remembered.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan SignInWindow { get; init; } = TimeSpan.FromMinutes(5);
}
