using GraphPlatform.Platform.Events;

namespace GraphPlatform.Platform.Runtime;

/// <summary>
/// A mailbox for each key: whatever happens to it, one run at a time, and another after it if something happened meanwhile, or when the run asked for it.
/// </summary>
/// <param name="run">Sees to a key. The first token ends with a newer wish, the second with the server. Tells when to come again although nothing happens.</param>
/// <param name="clock">The time.</param>
/// <param name="stopping">The server stops.</param>
internal sealed class Mailboxes(Func<string, CancellationToken, CancellationToken, Task<DateTimeOffset?>> run, TimeProvider clock, CancellationToken stopping) : IDisposable
{
    private static readonly TimeSpan AfterReadError = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Mailbox> mailboxes = [];

    /// <summary>Puts something into a mailbox.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="newWish">Whether what is going on is out of date.</param>
    public void Wake(string key, bool newWish = false)
    {
        CancellationTokenSource? overtaken = null;
        lock (gate)
        {
            if (!mailboxes.TryGetValue(key, out var mailbox)) mailboxes[key] = mailbox = new Mailbox();
            mailbox.HasMail = true;
            if (newWish) overtaken = mailbox.Superseded;
            if (mailbox.Run.IsCompleted) mailbox.Run = RunAsync(key, mailbox);
        }

        overtaken?.Cancel();        // not under the lock: whoever waits on it goes on here and now
    }

    /// <summary>Puts something into a mailbox after a while, or sooner when it has an appointment anyway; what is going on sees to it itself.</summary>
    public void WakeIn(string key, TimeSpan delay)
    {
        lock (gate)
        {
            if (!mailboxes.TryGetValue(key, out var mailbox)) mailboxes[key] = mailbox = new Mailbox();
            if (!mailbox.Run.IsCompleted) mailbox.HasMail = true;
            else if (mailbox.Appointment is null || clock.GetUtcNow() + delay < mailbox.AppointedFor) Appoint(key, mailbox, delay);
        }
    }

    /// <summary>Wakes for each message until the server stops, and everybody when some were missed.</summary>
    /// <param name="reader">The messages.</param>
    /// <param name="wake">What a message wakes.</param>
    /// <param name="wakeAll">Wakes everybody.</param>
    /// <param name="failed">Hears of errors; it is tried again.</param>
    public async Task ReadAsync<T>(EventReader<T> reader, Action<T> wake, Func<CancellationToken, Task> wakeAll, Action<Exception> failed) where T : notnull
    {
        var lookAtAll = false;
        while (await reader.WaitAsync(stopping))
        {
            try
            {
                lookAtAll |= reader.TakeMissed() > 0;
                if (lookAtAll) await wakeAll(stopping);
                lookAtAll = false;
                while (reader.TryRead(out var message)) wake(message);
            }
            catch (Exception error) when (error is not OperationCanceledException || !stopping.IsCancellationRequested)
            {
                failed(error);
                lookAtAll = true;
                await Task.Delay(AfterReadError, clock, stopping);
            }
        }
    }

    /// <summary>Waits for those that run.</summary>
    public async Task EndedAsync()
    {
        Task[] running;
        lock (gate) running = [.. mailboxes.Values.Select(m => m.Run)];
        await Task.WhenAll(running);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (gate)
            foreach (var mailbox in mailboxes.Values) mailbox.Appointment?.Dispose();
    }

    private async Task RunAsync(string key, Mailbox mailbox)
    {
        await Task.Yield();
        try
        {
            DateTimeOffset? wakeAt = null;
            while (TakeMail(key, mailbox, wakeAt)) wakeAt = await run(key, mailbox.Superseded!.Token, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
    }

    /// <summary>Takes the mail; when there is none, makes the next appointment and ends the run, all in one moment, so that no mail falls between.</summary>
    private bool TakeMail(string key, Mailbox mailbox, DateTimeOffset? wakeAt)
    {
        lock (gate)
        {
            mailbox.Superseded = null;
            if (mailbox.HasMail)
            {
                mailbox.HasMail = false;
                mailbox.Superseded = new CancellationTokenSource();
                return true;
            }

            mailbox.Run = Task.CompletedTask;
            mailbox.Appointment?.Dispose();
            mailbox.Appointment = null;
            if (wakeAt is { } time) Appoint(key, mailbox, time - clock.GetUtcNow());
            else mailboxes.Remove(key);
            return false;
        }
    }

    private void Appoint(string key, Mailbox mailbox, TimeSpan delay)
    {
        mailbox.Appointment?.Dispose();
        mailbox.AppointedFor = clock.GetUtcNow() + delay;
        mailbox.Appointment = clock.CreateTimer(_ => Wake(key), null, delay > TimeSpan.Zero ? delay : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private sealed class Mailbox
    {
        public bool HasMail { get; set; }

        public Task Run { get; set; } = Task.CompletedTask;

        public CancellationTokenSource? Superseded { get; set; }

        public ITimer? Appointment { get; set; }

        public DateTimeOffset AppointedFor { get; set; }
    }
}
