namespace GraphPlatform.Platform.Operations;

/// <summary>One step of an operation.</summary>
public sealed class OperationStage
{
    private OperationStage()
    {
    }

    internal OperationStage(string operationId, int ordinal, string name)
    {
        OperationId = operationId;
        Ordinal = ordinal;
        Name = name;
    }

    /// <summary>The operation that it is a step of.</summary>
    public string OperationId { get; private set; } = "";

    /// <summary>0, 1, 2… in the operation.</summary>
    public int Ordinal { get; private set; }

    /// <summary>As it is shown: <c>Pull image</c>.</summary>
    public string Name { get; private set; } = "";

    /// <summary>How far it is.</summary>
    public StageStatus Status { get; private set; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>What it is at, in one line.</summary>
    public string? Detail { get; private set; }

    /// <summary>0 to 100, where it is known.</summary>
    public int? Percent { get; private set; }

    internal void Begin(DateTimeOffset now)
    {
        Status = StageStatus.Running;
        StartedAt ??= now;
        FinishedAt = null;
    }

    internal void Report(string? detail, int? percent)
    {
        Detail = detail;
        Percent = percent;
    }

    /// <summary>Ends it: what ran gets <paramref name="running"/>, what never began was not needed.</summary>
    internal void Close(StageStatus running, DateTimeOffset now)
    {
        if (Status is not (StageStatus.Pending or StageStatus.Running)) return;
        if (Status == StageStatus.Running) FinishedAt = now;
        Status = Status == StageStatus.Running ? running : StageStatus.Skipped;
    }
}
