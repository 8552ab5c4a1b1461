using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace GraphPlatform.Platform.Accounts;

/// <summary>Opaque tokens of 256 random bits. Only their SHA-256 is stored: a fast hash is enough for what cannot be guessed.</summary>
public static class Token
{
    /// <summary>A new token in base 64 for URLs, after a prefix that secret scanners can look for.</summary>
    public static string New(string prefix) => prefix + "_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is stored for a token, and looked up by.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
