using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Transfers;
using GraphPlatform.Platform.Logs.Export;

namespace GraphPlatform.Schema.Logs;

/// <summary>Downloads logs.</summary>
[MutationType]
public static class LogMutations
{
    /// <summary>Makes a link that a container's log is downloaded by, of any size.</summary>
    public static Task<SignedLink> ExportLogsAsync(ExportLogsInput input, Caller caller, LogExportService exports, CancellationToken ct) =>
        exports.LinkAsync(caller, input.ContainerId, input.Format, input.Where?.Filter(), ct);
}

/// <summary>A log to download.</summary>
/// <param name="ContainerId">Whose.</param>
/// <param name="Format">How it looks.</param>
/// <param name="Where">Which lines; all where nothing is said.</param>
public sealed record ExportLogsInput([ID] string ContainerId, LogFormat Format = LogFormat.Text, LogFilterInput? Where = null);
