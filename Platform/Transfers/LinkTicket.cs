using System.Text.Json.Serialization;

namespace GraphPlatform.Platform.Transfers;

/// <summary>What a link stands for. It is signed, not secret.</summary>
/// <param name="Kind">Which <see cref="ITransfer{T}"/> it is.</param>
/// <param name="SubjectId">Of what.</param>
/// <param name="Parameters">How, as JSON of that kind.</param>
/// <param name="SessionId">The session that it was made in: it is good while that is.</param>
/// <param name="ExpiresAt">Until when.</param>
public sealed record LinkTicket(string Kind, string SubjectId, string Parameters, string SessionId, DateTimeOffset ExpiresAt);

/// <summary>A link.</summary>
/// <param name="Path">On this server: <c>/downloads/…</c> or <c>/uploads/…</c>.</param>
/// <param name="ExpiresAt">Until when it is good; what has begun by then goes on.</param>
public sealed record SignedLink(string Path, DateTimeOffset ExpiresAt);

[JsonSerializable(typeof(LinkTicket))]
internal sealed partial class LinkJson : JsonSerializerContext;
