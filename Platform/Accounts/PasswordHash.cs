using System.Security.Cryptography;

namespace GraphPlatform.Platform.Accounts;

/// <summary>Hashes passwords with PBKDF2-HMAC-SHA-512 (RFC 8018), written as <c>pbkdf2-sha512$ITERATIONS$SALT$HASH</c> in base 64.</summary>
public static class PasswordHash
{
    private const string Scheme = "pbkdf2-sha512";
    private const int Iterations = 210_000;     // OWASP's figure for this scheme
    private const int Bytes = 32;

    private static readonly Lazy<string> OfNobody = new(() => Create("nobody"));

    /// <summary>The hash to store for <paramref name="password"/>.</summary>
    public static string Create(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var hash = Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA512, Bytes);
        return $"{Scheme}${Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}";
    }

    /// <summary>Whether <paramref name="password"/> is the one. Takes the same time when there is no such user, so that answers tell nobody who has an account.</summary>
    /// <param name="stored">What <see cref="Create"/> gave; null where there is no such user.</param>
    /// <param name="password">What was typed.</param>
    public static bool Verify(string? stored, string password)
    {
        var parts = (stored ?? OfNobody.Value).Split('$');
        if (parts is not [Scheme, var iterations, var salt, var hash]) throw new FormatException("The stored password hash has no known form.");
        var expected = Convert.FromBase64String(hash);
        var actual = Rfc2898DeriveBytes.Pbkdf2(
            password, Convert.FromBase64String(salt), int.Parse(iterations), HashAlgorithmName.SHA512, expected.Length);
        return CryptographicOperations.FixedTimeEquals(actual, expected) && stored is not null;
    }
}
