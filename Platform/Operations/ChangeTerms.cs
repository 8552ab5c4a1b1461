using System.Security.Cryptography;
using System.Text.Json;

namespace GraphPlatform.Platform.Operations;

/// <summary>How a change is asked for.</summary>
/// <param name="IdempotencyKey">The caller's name for it: asked again with the same, it is not done again. Null: every call is a new one.</param>
/// <param name="Fingerprint">A hash of all that is asked, so that one name is not given to two changes.</param>
/// <param name="DryRun">Only the plan is wanted; nothing is changed.</param>
public sealed record ChangeTerms(string? IdempotencyKey, string? Fingerprint, bool DryRun)
{
    /// <summary>At once, and only this once.</summary>
    public static ChangeTerms None { get; } = new(null, null, false);

    /// <summary>The options of a mutation.</summary>
    /// <param name="input">All that is asked; its hash is the fingerprint.</param>
    /// <param name="idempotencyKey">The caller's name for it.</param>
    /// <param name="dryRun">Only the plan is wanted.</param>
    public static ChangeTerms Of<T>(T input, string? idempotencyKey, bool dryRun) =>
        new(idempotencyKey, idempotencyKey is null ? null : Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(input))), dryRun);
}
