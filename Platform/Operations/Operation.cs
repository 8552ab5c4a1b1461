using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Operations;

/// <summary>What an operation does.</summary>
public enum OperationKind
{
    /// <summary>Makes a container and, unless told otherwise, starts it.</summary>
    CreateContainer,

    /// <summary>Starts a container.</summary>
    StartContainer,

    /// <summary>Stops a container.</summary>
    StopContainer,

    /// <summary>Ends each instance of a container and starts it anew.</summary>
    RestartContainer,

    /// <summary>Changes how many instances a container has.</summary>
    ScaleContainer,

    /// <summary>Changes a container's configuration.</summary>
    UpdateContainer,

    /// <summary>Rolls a container out anew.</summary>
    DeployContainer,

    /// <summary>Goes back to an earlier deployment.</summary>
    RollbackContainer,

    /// <summary>Wakes a container.</summary>
    WakeContainer,

    /// <summary>Deletes a container.</summary>
    DeleteContainer,

    /// <summary>Backs a container up.</summary>
    CreateBackup,

    /// <summary>Puts a backup's files into a container.</summary>
    RestoreBackup,
}

/// <summary>How far an operation is.</summary>
public enum OperationStatus
{
    /// <summary>Being worked on.</summary>
    Running,

    /// <summary>What was asked for is so.</summary>
    Succeeded,

    /// <summary>It could not be done; the error says why.</summary>
    Failed,

    /// <summary>Somebody cancelled it.</summary>
    Cancelled,

    /// <summary>A newer wish overtook it.</summary>
    Superseded,
}

/// <summary>How far a stage is.</summary>
public enum StageStatus
{
    /// <summary>Not yet begun.</summary>
    Pending,

    /// <summary>Being worked on.</summary>
    Running,

    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>Not done; the operation's error says why.</summary>
    Failed,

    /// <summary>Not needed.</summary>
    Skipped,
}

/// <summary>Something that takes time, with stages that can be watched. It survives a restart of the server.</summary>
public sealed class Operation : IOwned
{
    private readonly List<OperationStage> stages = [];

    private Operation()
    {
    }

    /// <summary>A new operation with its stages, all pending.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="kind">What it does.</param>
    /// <param name="subject">What it is done to.</param>
    /// <param name="subjectId">The id of that.</param>
    /// <param name="generation">The subject's generation that it brings about.</param>
    /// <param name="startedBy">An actor's id.</param>
    /// <param name="stageNames">The stages in their order.</param>
    /// <param name="now">When it was asked for.</param>
    public Operation(
        string id, OperationKind kind, IOwned subject, string subjectId, long generation, string startedBy, IEnumerable<string> stageNames, DateTimeOffset now)
    {
        Id = id;
        Kind = kind;
        OrganizationId = subject.OrganizationId;
        SubjectId = subjectId;
        Generation = generation;
        StartedBy = startedBy;
        StartedAt = now;
        stages.AddRange(stageNames.Select((name, index) => new OperationStage(id, index, name)));
    }

    /// <summary><c>opr_…</c></summary>
    public string Id { get; private set; } = "";

    /// <summary>The organization it belongs to.</summary>
    public string OrganizationId { get; private set; } = "";

    /// <summary>What it does.</summary>
    public OperationKind Kind { get; private set; }

    /// <summary>The id of what it is done to.</summary>
    public string SubjectId { get; private set; } = "";

    /// <summary>The subject's generation that it brings about.</summary>
    public long Generation { get; private set; }

    /// <summary>How far it is.</summary>
    public OperationStatus Status { get; private set; }

    /// <summary>The actor who asked for it.</summary>
    public string StartedBy { get; private set; } = "";

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>The kind of error that ended it.</summary>
    public ErrorCode? ErrorCode { get; private set; }

    /// <summary>The error that ended it: what is wrong and what helps.</summary>
    public string? ErrorMessage { get; private set; }

    /// <summary>Raised by every change, so that a watcher can tell old from new.</summary>
    public int Revision { get; private set; }

    /// <summary>Its stages in their order.</summary>
    public IReadOnlyList<OperationStage> Stages => stages;

    /// <summary>Begins a stage; what came before it and was not begun was not needed.</summary>
    public void Begin(string stage, DateTimeOffset now)
    {
        var current = Stage(stage);
        if (Status != OperationStatus.Running || current is null or { Status: StageStatus.Running }) return;
        foreach (var earlier in stages.Where(s => s.Ordinal < current.Ordinal)) earlier.Close(StageStatus.Succeeded, now);
        current.Begin(now);
        Revision++;
    }

    /// <summary>Says what a stage is at, and how far.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="detail">One line: <c>38 of 214 MB</c>.</param>
    /// <param name="percent">0 to 100, where it is known.</param>
    public void Report(string stage, string? detail, int? percent)
    {
        if (Stage(stage) is not { Status: StageStatus.Running } current) return;
        current.Report(detail, percent);
        Revision++;
    }

    /// <summary>Ends it well.</summary>
    public void Succeed(DateTimeOffset now) => Finish(OperationStatus.Succeeded, StageStatus.Succeeded, now);

    /// <summary>Ends it because a newer one overtook it.</summary>
    public void Supersede(DateTimeOffset now) => Finish(OperationStatus.Superseded, StageStatus.Skipped, now);

    /// <summary>Ends it badly.</summary>
    public void Fail(Problem problem, DateTimeOffset now)
    {
        if (Status != OperationStatus.Running) return;
        ErrorCode = problem.Code;
        ErrorMessage = problem.Message;
        Finish(OperationStatus.Failed, StageStatus.Failed, now);
    }

    private OperationStage? Stage(string name) => stages.FirstOrDefault(s => s.Name == name);

    private void Finish(OperationStatus status, StageStatus open, DateTimeOffset now)
    {
        if (Status != OperationStatus.Running) return;
        foreach (var stage in stages) stage.Close(open, now);
        Status = status;
        FinishedAt = now;
        Revision++;
    }
}
