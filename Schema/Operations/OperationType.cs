using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Schema.Accounts;
using GraphPlatform.Schema.Errors;

namespace GraphPlatform.Schema.Operations;

/// <summary>Something that takes time, with stages that can be watched.</summary>
[ObjectType<Operation>, Implements<INode>]
public static class OperationType
{
    /// <summary>Unique in the installation.</summary>
    [ID]
    public static string Id([Parent] Operation operation) => operation.Id;

    /// <summary>What it does.</summary>
    public static OperationKind Kind([Parent] Operation operation) => operation.Kind;

    /// <summary>How far it is.</summary>
    public static OperationStatus Status([Parent] Operation operation) => operation.Status;

    /// <summary>What it is done to; null when that is gone.</summary>
    [Returns<INode>]
    public static Task<object?> SubjectAsync([Parent] Operation operation, NodeLoader nodes) => nodes.LoadAsync(operation.SubjectId);

    /// <summary>Its stages in their order.</summary>
    public static IReadOnlyList<OperationStage> Stages([Parent] Operation operation) => operation.Stages;

    /// <summary>Who asked for it.</summary>
    [Returns<IActor>]
    public static Task<object> StartedByAsync([Parent] Operation operation, UserLoader users) => SystemActor.OfAsync(operation.StartedBy, users);

    /// <summary>When it was asked for.</summary>
    public static DateTimeOffset StartedAt([Parent] Operation operation) => operation.StartedAt;

    /// <summary>When it ended.</summary>
    public static DateTimeOffset? FinishedAt([Parent] Operation operation) => operation.FinishedAt;

    /// <summary>Why it failed, and what helps.</summary>
    public static IUserError? Error([Parent] Operation operation) =>
        operation.ErrorCode is { } code ? ErrorMapping.Of(new Problem(code, operation.ErrorMessage ?? "")) : null;

    /// <summary>Raised by every change, so that old news can be told from new.</summary>
    public static int Revision([Parent] Operation operation) => operation.Revision;
}

/// <summary>One step of an operation.</summary>
[ObjectType<OperationStage>]
public static class OperationStageType
{
    /// <summary>As it is shown.</summary>
    public static string Name([Parent] OperationStage stage) => stage.Name;

    /// <summary>How far it is.</summary>
    public static StageStatus Status([Parent] OperationStage stage) => stage.Status;

    /// <summary>When it began.</summary>
    public static DateTimeOffset? StartedAt([Parent] OperationStage stage) => stage.StartedAt;

    /// <summary>How long it took; null until it has ended.</summary>
    public static TimeSpan? Duration([Parent] OperationStage stage) => stage.FinishedAt - stage.StartedAt;

    /// <summary>What it is at, in one line.</summary>
    public static string? Detail([Parent] OperationStage stage) => stage.Detail;

    /// <summary>0 to 100, where it is known.</summary>
    public static int? Percent([Parent] OperationStage stage) => stage.Percent;
}
