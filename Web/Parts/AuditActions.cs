namespace GraphPlatform.Web.Parts;

/// <summary>What the audit of an organization can be filtered for; a test compares the list with what is written.</summary>
public static class AuditActions
{
    /// <summary>Names of mutations.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "addDomain", "createAlertRule", "createBackup", "createContainer", "createMetricsToken", "createProject", "createRegistryCredential", "createVolume", "deleteAlertRule",
        "deleteBackup", "deleteContainer", "deleteFile", "deleteMetricsToken", "deleteProject", "deleteRegistryCredential", "deleteVolume", "deployContainer", "downloadFile",
        "execInContainer", "makeFolder", "moveFile", "openTerminal", "removeDomain", "restartContainer", "restoreBackup", "rollbackContainer", "scaleContainer", "setBackupPolicy",
        "setQuota", "startContainer", "stopContainer", "updateAlertRule", "updateContainer", "updateRegistryCredential", "uploadFile", "verifyDomain", "wakeContainer", "writeFile",
    ];
}
