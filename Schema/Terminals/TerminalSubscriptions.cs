using System.Globalization;
using System.Runtime.CompilerServices;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Terminals;

namespace GraphPlatform.Schema.Terminals;

/// <summary>Terminals as they are written to.</summary>
[SubscriptionType]
public static class TerminalSubscriptions
{
    /// <summary>
    /// The output of a terminal: what is kept after a place, then what is written from now on, and last the end. Like any terminal it holds its program up while nobody takes what is there, but
    /// not for long: then the oldest output is dropped, which a TerminalGap tells.
    /// </summary>
    /// <param name="id">The terminal.</param>
    /// <param name="after">Goes on after this place; what a client had when its connection broke. Without: at the oldest output that is kept.</param>
    /// <param name="window">For clients that show output more slowly than it comes: no more bytes than these are sent ahead of what acknowledgeTerminalOutput has told.</param>
    public static async Task<IAsyncEnumerable<ITerminalEvent>> TerminalOutputAsync(
        [ID] string id, Caller caller, TerminalService terminals, CancellationToken ct, [Scalar("Cursor")] string? after = null, int? window = null) =>
        EventsAsync(await terminals.FollowAsync(caller, id, Place(after, "after"), window, ct), ct);

    internal static long Place(string? cursor, string argument) => cursor is null ? 0
        : long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place
        : throw new PlatformException(ErrorCode.Validation, "This is no cursor of a terminal. Pass one that it gave.", argument);

    internal static string Cursor(long place) => place.ToString(CultureInfo.InvariantCulture);

    private static async IAsyncEnumerable<ITerminalEvent> EventsAsync(IAsyncEnumerable<TerminalOutput> output, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var next in output.WithCancellation(ct))
        {
            yield return next switch
            {
                TerminalText text => new TerminalChunk(Cursor(text.To), text.Text),
                Platform.Terminals.TerminalGap gap => new TerminalGap(Cursor(gap.From), Cursor(gap.To), gap.To - gap.From),
                TerminalEnd end => new TerminalEnded(end.Reason, end.ExitCode),
                _ => throw new InvalidOperationException($"A terminal does not say {next.GetType().Name}."),
            };
        }
    }
}
