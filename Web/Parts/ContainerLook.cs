namespace GraphPlatform.Web.Parts;

/// <summary>A word and the status whose colour it has.</summary>
/// <param name="Word">For people.</param>
/// <param name="Tone">For data-status.</param>
public readonly record struct Look(string Word, string Tone);

/// <summary>
/// How a container, its operations, its deployments and its instances look: the only place that decides about words, colours, buttons and counts, so that no
/// two parts of a page contradict each other. look.js says the same; a test compares them.
/// </summary>
/// <param name="Status">The container's status.</param>
/// <param name="IsAsleep">Whether it is asleep.</param>
public readonly record struct ContainerLook(string Status, bool IsAsleep)
{
    /// <summary>The filters of a list, in their order.</summary>
    public static IReadOnlyList<(string Key, string Word)> Filters { get; } =
        [("running", "Running"), ("in-progress", "In progress"), ("restarting", "Restarting"), ("idle", "Idle"), ("stopped", "Stopped"), ("failed", "Failed")];

    /// <summary>Its status.</summary>
    public Look Head => new(Words.Of(Status), Words.Tone(Status));

    /// <summary>The filter that it is under.</summary>
    public string Group => IsInProgress ? "in-progress" : Words.Tone(Status);

    /// <summary>Whether it is on its way to another status.</summary>
    public bool IsInProgress => Status is "PENDING" or "BUILDING" or "DEPLOYING" or "STOPPING";

    /// <summary>What needs attention comes first.</summary>
    public int Urgency => Status switch { "FAILED" => 0, "RESTARTING" => 1, _ when IsInProgress => 2, "RUNNING" => 3, "IDLE" => 4, _ => 5 };

    /// <summary>Whether it is counted as running.</summary>
    public bool IsRunning => Status == "RUNNING";

    /// <summary>Whether it could be woken.</summary>
    public bool CanWake => Status == "IDLE" || (IsAsleep && Status == "STOPPED");

    /// <summary>Whether it could be started.</summary>
    public bool CanStart => Status is "STOPPED" or "FAILED" && !CanWake;

    /// <summary>Whether it could be stopped: one that is asleep would then stay so.</summary>
    public bool CanStop => Status is not ("STOPPED" or "FAILED");

    /// <summary>Whether its processes could start anew.</summary>
    public bool CanRestart => Status is "RUNNING" or "IDLE";

    /// <summary>Whether its page says how long it stays awake: only of one that is up.</summary>
    public bool ShowsWakefulness => Status is "RUNNING" or "IDLE";

    /// <summary>
    /// An operation that ended. One that is contradicted by what has become of the container since is history, and grey: it succeeded and the container has
    /// failed, or it failed and the container runs after all.
    /// </summary>
    public Look Operation(string kind, string status) => status switch
    {
        "SUCCEEDED" when IsUp(kind) && Status is "FAILED" or "RESTARTING" => new("Succeeded earlier", "stopped"),
        "FAILED" when IsStart(kind) && Status is "RUNNING" or "IDLE" => new("Failed earlier", "stopped"),
        "SUCCEEDED" => new("Succeeded", "running"),
        "FAILED" => new("Failed", "failed"),
        "RUNNING" => new("Running", "deploying"),
        _ => new(Words.Of(status), "stopped"),
    };

    /// <summary>A stage of an operation: its own colour, since one that was done is not red because a later one failed.</summary>
    public Look Stage(string kind, string operation, string stage) => stage switch
    {
        "SUCCEEDED" => new("", operation is "SUCCEEDED" or "RUNNING" or "FAILED" && Operation(kind, operation).Word is not ("Succeeded earlier" or "Failed earlier") ? "running" : "stopped"),
        "FAILED" => new("failed", Operation(kind, operation).Tone == "stopped" ? "stopped" : "failed"),
        "RUNNING" => new("", "deploying"),
        "SKIPPED" => new(operation is "SUCCEEDED" or "RUNNING" ? "not needed" : "not reached", "stopped"),
        _ => new(operation is "RUNNING" or "SUCCEEDED" ? "" : "not reached", "stopped"),
    };

    /// <summary>A deployment of the container: one that serves does so only while the container is up.</summary>
    public Look Rollout(string status) => (status, Status) switch
    {
        ("SERVING", "RUNNING") => new("Serving", "running"),
        ("SERVING", "IDLE") => new("Serving", "idle"),
        ("SERVING", "RESTARTING") => new("Restarting", "restarting"),
        ("SERVING", "FAILED") => new("Not serving", "failed"),
        ("SERVING", "STOPPED" or "STOPPING") => new("Current", "stopped"),
        ("SERVING", _) => new("Serving", "deploying"),
        ("PENDING", "STOPPED" or "STOPPING") => new("Pending", "stopped"),
        ("PENDING", "FAILED") => new("Pending", "failed"),
        ("PENDING", _) => new("Pending", "deploying"),
        ("FAILED", _) => new("Failed", "failed"),
        _ => new(Words.Of(status), "stopped"),
    };

    /// <summary>An instance.</summary>
    public static Look Instance(string status, string health, int? exitCode) => status switch
    {
        "RUNNING" when health == "UNHEALTHY" => new("Running, unhealthy", "failed"),
        "RUNNING" => new(health == "HEALTHY" ? "Running, healthy" : "Running", "running"),
        "FROZEN" => new("Frozen", "idle"),
        "PENDING" or "STOPPING" => new(Words.Of(status), "deploying"),
        "WAITING" => new("Waiting", "restarting"),
        "EXITED" when exitCode is not 0 => new("Exited", "failed"),
        _ => new(Words.Of(status), "stopped"),
    };

    /// <summary>Whether nothing lets a container fall idle, whatever the times say.</summary>
    /// <param name="mode">Of its idle policy.</param>
    /// <param name="httpPort">Where it speaks HTTP.</param>
    /// <param name="ports">How many ports it publishes on the host.</param>
    public static bool StaysAwake(string mode, int? httpPort, int ports) => mode == "OFF" || ports > 0 || (mode == "AUTO" && httpPort is null);

    private static bool IsStart(string kind) => kind is "CREATE_CONTAINER" or "START_CONTAINER" or "RESTART_CONTAINER" or "WAKE_CONTAINER";

    private static bool IsUp(string kind) => IsStart(kind) || kind is "SCALE_CONTAINER" or "UPDATE_CONTAINER" or "DEPLOY_CONTAINER" or "ROLLBACK_CONTAINER";
}
