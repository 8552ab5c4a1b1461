namespace GraphPlatform.Platform.Workers;

/// <summary>An image that we brought onto a worker, and may therefore remove there. Everything else on its engine is someone else's.</summary>
public sealed class WorkerImage
{
    private WorkerImage()
    {
    }

    /// <summary>Records a pulled image.</summary>
    public WorkerImage(string workerId, string digest, string reference, DateTimeOffset now)
    {
        WorkerId = workerId;
        Digest = digest;
        Reference = reference;
        PulledAt = now;
    }

    /// <summary>The worker that has it.</summary>
    public string WorkerId { get; private set; } = "";

    /// <summary>Its id on the engine.</summary>
    public string Digest { get; private set; } = "";

    /// <summary>What it was pulled as.</summary>
    public string Reference { get; private set; } = "";

    /// <summary>When it was pulled.</summary>
    public DateTimeOffset PulledAt { get; private set; }
}
