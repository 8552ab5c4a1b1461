namespace GraphPlatform.Web.Parts;

/// <summary>The API's constants as words: <c>IN_PROGRESS</c> is shown as In progress and styled as in-progress.</summary>
public static class Words
{
    /// <summary>For people.</summary>
    public static string Of(string constant) => constant.Length == 0 ? "" : constant[0] + constant[1..].ToLowerInvariant().Replace('_', ' ');

    /// <summary>For data-status.</summary>
    public static string Tone(string constant) => constant.ToLowerInvariant().Replace('_', '-');

    /// <summary>What an operation does, as a heading.</summary>
    public static string Operation(string kind) => kind switch
    {
        "CREATE_CONTAINER" => "Create",
        "START_CONTAINER" => "Start",
        "STOP_CONTAINER" => "Stop",
        "RESTART_CONTAINER" => "Restart",
        "SCALE_CONTAINER" => "Scale",
        "UPDATE_CONTAINER" => "Change",
        "DEPLOY_CONTAINER" => "Deploy",
        "ROLLBACK_CONTAINER" => "Roll back",
        "WAKE_CONTAINER" => "Wake",
        "DELETE_CONTAINER" => "Delete",
        "CREATE_BACKUP" => "Back up",
        "RESTORE_BACKUP" => "Restore",
        _ => Of(kind),
    };

    /// <summary>The status whose colour an operation has.</summary>
    public static string OperationTone(string status) => status switch
    {
        "SUCCEEDED" => "running",
        "FAILED" => "failed",
        "RUNNING" => "deploying",
        _ => "stopped",
    };

    /// <summary>The class of a stage.</summary>
    public static string? Stage(string status) => status switch
    {
        "SUCCEEDED" => "done",
        "RUNNING" => "now",
        "FAILED" => "failed",
        _ => null,
    };
}
