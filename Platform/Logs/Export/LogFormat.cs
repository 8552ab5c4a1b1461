namespace GraphPlatform.Platform.Logs.Export;

/// <summary>How a downloaded log looks.</summary>
public enum LogFormat
{
    /// <summary>A line each: time, output, deployment, text.</summary>
    Text,

    /// <summary>A JSON object a line.</summary>
    Json,

    /// <summary>RFC 4180, with a line of names.</summary>
    Csv,
}
