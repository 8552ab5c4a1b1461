using System.Security.Cryptography;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Ingress;

/// <summary>Gives containers their names below the installation's domain.</summary>
internal static class Slugs
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int LabelLength = 63;
    private const int TailLength = 4;

    /// <summary>The container's own name, or, when another container of the installation has that, one that begins with it. Of two at once the key lets one through.</summary>
    public static async Task<string> ChooseAsync(Work work, string name, CancellationToken ct)
    {
        var all = work.As(Caller.System("slugs")).Containers;
        var slug = name;
        while (await all.AnyAsync(c => c.Slug == slug, ct)) slug = WithTail(name, RandomNumberGenerator.GetString(Alphabet, TailLength));
        return slug;
    }

    /// <summary>A DNS label that begins with the name and ends with the tail.</summary>
    public static string WithTail(string name, string tail) =>
        $"{name[..Math.Min(name.Length, LabelLength - tail.Length - 1)].TrimEnd('-')}-{tail}";
}
