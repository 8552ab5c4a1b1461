using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Terminals;

namespace GraphPlatform.Schema.Terminals;

/// <summary>A program that runs in a container with a terminal. Only who opened it sees it. It ends with its program, its container, the session and the role of who opened it, and the server.</summary>
[ObjectType<Terminal>]
public static class TerminalType
{
    /// <summary>Unique in the installation.</summary>
    [ID]
    public static string Id([Parent] Terminal terminal) => terminal.Id;

    /// <summary>The id of the container that it is in.</summary>
    [ID]
    public static string ContainerId([Parent] Terminal terminal) => terminal.ContainerId;

    /// <summary>The id of the instance that it is in.</summary>
    [ID]
    public static string InstanceId([Parent] Terminal terminal) => terminal.InstanceId;

    /// <summary>Its width in characters.</summary>
    public static int Columns([Parent] Terminal terminal) => terminal.Size.Columns;

    /// <summary>Its height in characters.</summary>
    public static int Rows([Parent] Terminal terminal) => terminal.Size.Rows;

    /// <summary>When it was opened.</summary>
    public static DateTimeOffset OpenedAt([Parent] Terminal terminal) => terminal.OpenedAt;

    /// <summary>How many bytes of input its program was given: what is sent next has this offset.</summary>
    public static long InputOffset([Parent] Terminal terminal) => terminal.InputPosition;

    /// <summary>The place after its last output.</summary>
    [Scalar("Cursor")]
    public static string OutputCursor([Parent] Terminal terminal) => TerminalSubscriptions.Cursor(terminal.OutputPosition);
}

/// <summary>What a terminal's stream says.</summary>
[UnionType("TerminalEvent")]
public interface ITerminalEvent;

/// <summary>Output of the program, with the codes that move the cursor and set colours.</summary>
/// <param name="Cursor">The place after it: <c>after</c> this goes on with the next.</param>
/// <param name="Data">The text. A character is never divided among chunks; bytes that are no UTF-8 are replaced by U+FFFD.</param>
[ObjectType]
public sealed record TerminalChunk([property: Scalar("Cursor")] string Cursor, [property: Utf8String] ReadOnlyMemory<byte> Data) : ITerminalEvent;

/// <summary>Output is missing here: the program wrote more than is kept before it was taken.</summary>
/// <param name="From">The place before the first byte that is missing.</param>
/// <param name="To">The place after which it goes on.</param>
/// <param name="Bytes">How much is missing.</param>
[ObjectType]
public sealed record TerminalGap([property: Scalar("Cursor")] string From, [property: Scalar("Cursor")] string To, long Bytes) : ITerminalEvent;

/// <summary>The terminal has ended, and nothing more will come.</summary>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="ExitCode">Of the program, where it ended by itself.</param>
[ObjectType]
public sealed record TerminalEnded(string Reason, int? ExitCode) : ITerminalEvent;
