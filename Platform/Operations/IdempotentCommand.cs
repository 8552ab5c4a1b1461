namespace GraphPlatform.Platform.Operations;

/// <summary>A change that was asked for under a caller's own name, and what came of it.</summary>
public sealed class IdempotentCommand
{
    private IdempotentCommand()
    {
    }

    /// <summary>Notes one.</summary>
    public IdempotentCommand(string actor, string command, string key, string fingerprint, string subjectId, string? operationId, DateTimeOffset now)
    {
        Actor = actor;
        Command = command;
        Key = key;
        Fingerprint = fingerprint;
        SubjectId = subjectId;
        OperationId = operationId;
        CreatedAt = now;
    }

    /// <summary>Who asked.</summary>
    public string Actor { get; private set; } = "";

    /// <summary>What for: the mutation.</summary>
    public string Command { get; private set; } = "";

    /// <summary>The caller's name for it.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The hash of all that was asked.</summary>
    public string Fingerprint { get; private set; } = "";

    /// <summary>What was made or changed.</summary>
    public string SubjectId { get; private set; } = "";

    /// <summary>What brings it about.</summary>
    public string? OperationId { get; private set; }

    /// <summary>When it was asked first.</summary>
    public DateTimeOffset CreatedAt { get; private set; }
}
