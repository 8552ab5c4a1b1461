using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;

namespace GraphPlatform.Platform.Terminals;

/// <summary>Whether those who opened terminals may still have them, by what the database says now: who speaks on a socket may have lost the role since it was opened.</summary>
internal sealed class TerminalRights(SessionService sessions)
{
    /// <summary>Ends those whose opener has signed out or lost the role.</summary>
    public async Task CheckAsync(IEnumerable<Terminal> terminals, CancellationToken ct)
    {
        foreach (var ofSession in terminals.Where(t => t.End is null).GroupBy(t => t.SessionId))
        {
            var now = ofSession.Key is { } id ? await sessions.FromSessionAsync(id, ct) : Caller.Anonymous;
            foreach (var terminal in ofSession)
            {
                if (now.UserId is null) await terminal.EndAsync("The session that it was opened in has ended.");
                else if (!now.Can(Right.Execute, terminal)) await terminal.EndAsync("Your role in the organization does not allow it any more.");
            }
        }
    }
}
