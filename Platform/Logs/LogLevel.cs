namespace GraphPlatform.Platform.Logs;

/// <summary>How serious a line says that it is. Programs' own words are brought to these six.</summary>
public enum LogLevel : byte
{
    /// <summary>Every step.</summary>
    Trace = 1,

    /// <summary>For who looks for a mistake.</summary>
    Debug,

    /// <summary>What happens; notices too.</summary>
    Info,

    /// <summary>Something is odd.</summary>
    Warn,

    /// <summary>Something failed.</summary>
    Error,

    /// <summary>The program cannot go on: critical, alert, emergency and panic too.</summary>
    Fatal,
}
