namespace GraphPlatform.Platform.Backups;

/// <summary>The stages of backups and restores, as they are shown.</summary>
internal static class BackupStages
{
    public const string Wait = "Wait for its turn";
    public const string Copy = "Copy files";
    public const string Finish = "Write manifest";
    public const string Verify = "Read back";
    public const string Check = "Check the backup";
    public const string Stop = "Stop";
    public const string Restore = "Restore files";
    public const string Start = "Start";

    public static IReadOnlyList<string> OfBackup { get; } = [Wait, Copy, Finish, Verify];

    public static IReadOnlyList<string> OfRestore { get; } = [Wait, Check, Stop, Restore, Start];
}
