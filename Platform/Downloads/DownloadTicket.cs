using System.Text.Json.Serialization;

namespace GraphPlatform.Platform.Downloads;

/// <summary>What a download link stands for. It is signed, not secret.</summary>
/// <param name="Kind">Which <see cref="IDownload"/> it is.</param>
/// <param name="SubjectId">Of what.</param>
/// <param name="Parameters">How, as JSON of that kind.</param>
/// <param name="SessionId">The session that it was made in: it is good while that is.</param>
/// <param name="ExpiresAt">Until when.</param>
public sealed record DownloadTicket(string Kind, string SubjectId, string Parameters, string SessionId, DateTimeOffset ExpiresAt);

/// <summary>A link.</summary>
/// <param name="Path">On this server: <c>/downloads/…</c>.</param>
/// <param name="ExpiresAt">Until when it is good.</param>
public sealed record DownloadLink(string Path, DateTimeOffset ExpiresAt);

[JsonSerializable(typeof(DownloadTicket))]
internal sealed partial class DownloadJson : JsonSerializerContext;
