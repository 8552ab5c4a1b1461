using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Audit;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Runtime;
using GraphPlatform.Platform.Scaling;
using GraphPlatform.Platform.Workers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Terminals;

/// <summary>Terminals in containers: whoever opens one alone may see it and type in it, for as long as the role allows.</summary>
public sealed class TerminalService
{
    private const int LargestSide = 1000;
    private const int SmallestWindow = 4 << 10;
    private static readonly TimeSpan WakeLimit = TimeSpan.FromSeconds(30);

    private readonly OpenTerminals open;
    private readonly TerminalRights rights;
    private readonly PowerService power;
    private readonly LiveInstances live;
    private readonly ActivityTracker activity;
    private readonly WorkerRegistry workers;
    private readonly AuditTrail audit;
    private readonly TerminalOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger<Terminal> logger;

    internal TerminalService(
        OpenTerminals open, TerminalRights rights, PowerService power, LiveInstances live, ActivityTracker activity, WorkerRegistry workers, AuditTrail audit,
        IOptions<TerminalOptions> options, TimeProvider clock, ILogger<Terminal> logger)
    {
        (this.open, this.rights, this.power, this.live, this.activity, this.workers, this.audit) = (open, rights, power, live, activity, workers, audit);
        (this.options, this.clock, this.logger) = (options.Value, clock, logger);
    }

    /// <summary>Opens one; a container that is asleep is woken for it.</summary>
    /// <exception cref="PlatformException">CONFLICT: it does not run. QUOTA_EXCEEDED: too many are open. ENGINE: the program could not be started.</exception>
    public async Task<Terminal> OpenAsync(Caller caller, NewTerminal wanted, CancellationToken ct)
    {
        var problems = new Problems()
            .Require(wanted.Command.Count == 0 || wanted.Command[0].Length > 0, "Name a program to run, or leave it out for a shell.", "command")
            .Require(IsSize(wanted.Size), "A terminal has 1 to 1000 columns and rows.", "columns");
        ProcessRules.Arguments(wanted.Command, problems, "command");
        ProcessRules.Variables(wanted.Environment, problems);
        problems.ThrowIfAny();
        var user = caller.DemandUser();
        if (wanted.IdempotencyKey is { } key && open.Find(user, key) is { } before) return Demand(caller, before.Id);
        var instance = await audit.WatchAsync(
            caller, "openTerminal", wanted.ContainerId, () => power.UseAsync(caller, wanted.ContainerId, UseKind.Terminal, static _ => true, WakeLimit, ct), ct);
        if (wanted.InstanceId is { } id)
            instance = live.Of(wanted.ContainerId).FirstOrDefault(i => i.InstanceId == id) ?? throw new PlatformException(ErrorCode.Conflict, $"The instance '{id}' is none of this container, or does not run.", "instanceId");
        var owner = new LiveOwner(Ids.New("trm"), instance.InstanceId, instance.OrganizationId, user, caller.SessionId);
        open.Enter(owner.TerminalId, owner.OrganizationId, user, wanted.IdempotencyKey);
        try
        {
            // The program alone: its arguments may hold secrets.
            await audit.NoteAsync(caller, "openTerminal", owner.OrganizationId, wanted.ContainerId, wanted.Command.Count > 0 ? wanted.Command[0] : "a shell", ct);
            var process = await workers.Get(instance.WorkerId).OpenTerminalAsync(
                instance.InstanceId, new TerminalCommand(owner.TerminalId, wanted.Command, wanted.WorkingDirectory, wanted.Environment, wanted.Size), ct);
            var terminal = new Terminal(wanted, owner, process, open.Leave, options, activity, clock, logger);
            open.Add(terminal);
            terminal.Start();

            // Once more, now that events find it: the role may have been lost in between.
            await CheckAsync(terminal);
            return terminal;
        }
        catch
        {
            open.Leave(owner.TerminalId);
            throw;
        }
    }

    /// <summary>One of the caller's terminals; one that has ended is there for a while.</summary>
    public Terminal Find(Caller caller, string id) => Demand(caller, id);

    /// <summary>Types something, in order and once: what the program has already is not typed again.</summary>
    /// <param name="caller">Who opened it.</param>
    /// <param name="id">The terminal.</param>
    /// <param name="offset">How many bytes were typed before.</param>
    /// <param name="typed">What is typed.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>How many bytes the program has now.</returns>
    public async Task<long> TypeAsync(Caller caller, string id, long offset, ReadOnlyMemory<byte> typed, CancellationToken ct)
    {
        var terminal = Demand(caller, id);
        new Problems()
            .Require(offset >= 0, "The offset is how many bytes were sent before: 0 or more.", "offset")
            .Require(typed.Length <= TerminalInput.Largest, $"At most {TerminalInput.Largest} bytes at once: send the rest after them.", "data")
            .ThrowIfAny();
        await AwakenAsync(caller, terminal, ct);
        return await terminal.TypeAsync(offset, typed, ct);
    }

    /// <summary>Tells the program how large its terminal is by now.</summary>
    public async Task<Terminal> ResizeAsync(Caller caller, string id, TerminalSize size, CancellationToken ct)
    {
        var terminal = Demand(caller, id);
        new Problems().Require(IsSize(size), "A terminal has 1 to 1000 columns and rows.", "columns").ThrowIfAny();
        await terminal.ResizeAsync(size, ct);
        return terminal;
    }

    /// <summary>The client has got all output up to a place.</summary>
    public void Acknowledge(Caller caller, string id, long place) => Demand(caller, id).Acknowledge(place);

    /// <summary>Ends one, and its program. One that has ended is fine.</summary>
    public async Task<Terminal> CloseAsync(Caller caller, string id, CancellationToken ct)
    {
        var terminal = Demand(caller, id);
        await terminal.EndAsync("It was closed.");
        return terminal;
    }

    /// <summary>Its output after a place, and then as it is written.</summary>
    /// <param name="caller">Who opened it.</param>
    /// <param name="id">The terminal.</param>
    /// <param name="after">What the client has: bytes since the start.</param>
    /// <param name="window">How many bytes may be on their way without having been acknowledged; null: as fast as they are taken.</param>
    /// <param name="ct">Ends the stream.</param>
    public async Task<IAsyncEnumerable<TerminalOutput>> FollowAsync(Caller caller, string id, long after, int? window, CancellationToken ct)
    {
        var terminal = Demand(caller, id);
        new Problems().Require(window is null or >= SmallestWindow, $"A window has at least {SmallestWindow} bytes.", "window").ThrowIfAny();
        await AwakenAsync(caller, terminal, ct);
        return terminal.FollowAsync(after, window, ct);
    }

    private async Task CheckAsync(Terminal terminal)
    {
        try
        {
            await rights.CheckAsync([terminal], CancellationToken.None);
        }
        catch
        {
            await terminal.EndAsync("It could not be looked whether you may have it.");
            throw;
        }
    }

    private static bool IsSize(TerminalSize size) => size is { Columns: >= 1 and <= LargestSide, Rows: >= 1 and <= LargestSide };

    /// <summary>To others it does not exist, whatever their role: what is in it may be secret.</summary>
    private Terminal Demand(Caller caller, string id)
    {
        if (!open.TryFind(id, out var terminal) || terminal.UserId != caller.UserId) throw TerminalWords.NotThere(id);
        caller.Demand(Right.Execute, terminal, "terminal", id);
        return terminal;
    }

    /// <summary>One whose container fell idle meanwhile wakes with it.</summary>
    private async Task AwakenAsync(Caller caller, Terminal terminal, CancellationToken ct)
    {
        if (terminal.End is not null || live.Of(terminal.ContainerId).Any(i => i.InstanceId == terminal.InstanceId)) return;
        using var either = terminal.UntilEnd(ct);
        try
        {
            await power.UseAsync(caller, terminal.ContainerId, UseKind.Terminal, i => i.InstanceId == terminal.InstanceId, WakeLimit, either.Token);
        }
        catch (Exception error) when (error is PlatformException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            // It is about to end, or has: its stream says why.
        }
    }
}
