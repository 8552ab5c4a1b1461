using GraphPlatform.Web.Parts;

namespace GraphPlatform.Web.Pages.Containers;

/// <summary>A container as the list shows it.</summary>
public sealed record ContainerRow(
    string Id,
    string Name,
    string Status,
    string StatusReason,
    IReadOnlyList<ReasonFacts> StatusReasonParts,
    bool IsAsleep,
    string Image,
    int Replicas,
    int Revision,
    IReadOnlyList<RowUrl> Urls,
    RowResources Resources,
    IReadOnlyList<RowInstance> Instances,
    OperationFacts? LatestOperation,
    IReadOnlyList<StatsSample> StatsHistory)
{
    /// <summary>Since when it runs; null when it does not.</summary>
    public DateTimeOffset? Up => Instances.Where(i => i.Status == "RUNNING").Select(i => i.StartedAt).Min();

    /// <summary>The newest sample; null when nothing runs.</summary>
    public StatsSample? Stats => Up is null || StatsHistory is not [.., var latest] ? null : latest;

    /// <summary>How it looks.</summary>
    public ContainerLook Look => new(Status, IsAsleep);

    /// <summary>Its own address, without the scheme; null when it has none.</summary>
    public string? Host => Urls is [var first, ..] ? first.Url[(first.Url.IndexOf("://", StringComparison.Ordinal) + 3)..] : null;

    /// <summary>What all its instances may use together.</summary>
    public double CpuLimit => Resources.Cpu * Replicas;

    /// <summary>What all its instances may use together.</summary>
    public double MemoryLimit => (double)Resources.MemoryBytes * Replicas;

    /// <summary>The operation whose stages the row shows.</summary>
    public OperationFacts? Running => LatestOperation is { Status: "RUNNING" } operation ? operation : null;

    /// <summary>What the row's notice says: why it failed, or why something that was asked of it did.</summary>
    public RowNotice? Notice => this switch
    {
        { Running: not null } => null,
        { Status: "FAILED", LatestOperation: { Status: "FAILED" } operation } => new($"{Words.Operation(operation.Kind)} failed.", StatusReasonParts),
        { Status: "FAILED" } => new("It should run and does not.", StatusReasonParts),
        { LatestOperation: { Status: "FAILED", Error: { } error } operation } when Look.Operation(operation.Kind, operation.Status).Tone == "failed" => new($"{Words.Operation(operation.Kind)} failed.", [new(error.Message, null)]),
        _ => null,
    };

    /// <summary>Why it is so; empty where the notice says it.</summary>
    public IReadOnlyList<ReasonFacts> Reason =>
        Notice is { } notice && string.Concat(notice.Parts.Select(p => p.Text)) == StatusReason ? [] : StatusReasonParts;
}

/// <summary>What each instance may use.</summary>
public sealed record RowResources(double Cpu, long MemoryBytes);

/// <summary>An address under which it is reached.</summary>
public sealed record RowUrl(string Url);

/// <summary>A replica.</summary>
public sealed record RowInstance(string Status, DateTimeOffset? StartedAt);

/// <summary>What was used at one moment.</summary>
public sealed record StatsSample(DateTimeOffset At, double Cpu, long MemoryBytes, long NetworkReceivedBytes, long NetworkSentBytes);

/// <summary>What went wrong, and what helps.</summary>
public sealed record RowNotice(string Title, IReadOnlyList<ReasonFacts> Parts);
