using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Terminals;

/// <summary>What is said of terminals.</summary>
internal static class TerminalWords
{
    /// <summary>Why there is no such terminal, for those who had one and for those who guess.</summary>
    public static PlatformException NotThere(string id) => new(
        ErrorCode.NotFound, $"There is no terminal '{id}' of yours. Terminals end with the server, and one that has ended is soon forgotten: open a new one.");

    /// <summary>It is over.</summary>
    public static PlatformException Over(TerminalEnd end) => new(ErrorCode.Conflict, $"The terminal has ended. {end.Reason} Open a new one.");

    /// <summary>How a program ended by itself.</summary>
    public static string Ended(int? exitCode) => exitCode switch
    {
        null => "The program has ended.",
        126 or 127 => $"The program could not be run, or ended with exit code {exitCode}. Check its name and the working directory; the image may have no shell.",
        _ => $"The program has ended with exit code {exitCode}.",
    };
}
