using System.Text;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Terminals;
using GraphPlatform.Platform.Workers;
using GraphPlatform.Schema.Containers;

namespace GraphPlatform.Schema.Terminals;

/// <summary>Terminals in containers.</summary>
[MutationType]
public static class TerminalMutations
{
    /// <summary>Runs a program in a container with a terminal, a shell unless told otherwise. terminalOutput shows what it writes.</summary>
    public static async Task<TerminalPayload> OpenTerminalAsync(OpenTerminalInput input, Caller caller, TerminalService terminals, CancellationToken ct) =>
        new(await terminals.OpenAsync(caller, new NewTerminal(
            input.ContainerId,
            input.InstanceId,
            input.Command ?? [],
            input.WorkingDirectory,
            ConfigInputs.Of(input.Environment),
            new TerminalSize(input.Columns, input.Rows),
            input.IdempotencyKey), ct));

    /// <summary>
    /// Types in a terminal. Send as much as you like without waiting for answers: input is given to the program in the order of its offsets, and each byte once. So after a cut, send again
    /// whatever was not answered, or ask for the terminal's inputOffset and go on from there. What comes before its predecessor waits for it, 10 s at most.
    /// </summary>
    public static async Task<TerminalInputPayload> SendTerminalInputAsync(SendTerminalInputInput input, Caller caller, TerminalService terminals, CancellationToken ct) =>
        new(await terminals.TypeAsync(caller, input.TerminalId, input.Offset, Encoding.UTF8.GetBytes(input.Data), ct));

    /// <summary>Tells the program how large its terminal is by now.</summary>
    public static async Task<TerminalPayload> ResizeTerminalAsync(ResizeTerminalInput input, Caller caller, TerminalService terminals, CancellationToken ct) =>
        new(await terminals.ResizeAsync(caller, input.TerminalId, new TerminalSize(input.Columns, input.Rows), ct));

    /// <summary>Tells how much of the output the client has got: for those that ask for it by a window.</summary>
    public static TerminalPayload AcknowledgeTerminalOutput(AcknowledgeTerminalOutputInput input, Caller caller, TerminalService terminals)
    {
        terminals.Acknowledge(caller, input.TerminalId, TerminalSubscriptions.Place(input.Cursor, "cursor"));
        return new(terminals.Find(caller, input.TerminalId));
    }

    /// <summary>Closes a terminal: its program and what that has begun in it are ended. One that has ended already is fine.</summary>
    public static async Task<TerminalPayload> CloseTerminalAsync(CloseTerminalInput input, Caller caller, TerminalService terminals, CancellationToken ct) =>
        new(await terminals.CloseAsync(caller, input.TerminalId, ct));
}

/// <summary>A terminal.</summary>
/// <param name="Terminal">As it is now.</param>
[Payload]
public sealed record TerminalPayload(Terminal? Terminal);

/// <summary>What was typed.</summary>
/// <param name="InputOffset">How many bytes the program was given: the offset of what is sent next, unless more is on its way.</param>
[Payload]
public sealed record TerminalInputPayload(long InputOffset);
