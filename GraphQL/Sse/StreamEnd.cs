using GraphPlatform.GraphQL.Execution;

namespace GraphPlatform.GraphQL.Sse;

/// <summary>
/// What ends a stream: any of several tokens. Unlike a linked source it keeps what a resolver's own callback throws from whoever cancelled: the session, the host, the server.
/// </summary>
internal sealed class StreamEnd : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly CancellationTokenRegistration[] registrations;
    private readonly GraphQLExecutor executor;

    public StreamEnd(GraphQLExecutor executor, params ReadOnlySpan<CancellationToken> causes)
    {
        this.executor = executor;
        registrations = new CancellationTokenRegistration[causes.Length];
        for (var i = 0; i < causes.Length; i++) registrations[i] = causes[i].UnsafeRegister(static state => ((StreamEnd)state!).Cancel(), this);
    }

    public CancellationToken Token => source.Token;

    private void Cancel()
    {
        try
        {
            source.Cancel();
        }
        catch (AggregateException e)
        {
            // Logged. The other callbacks have been called all the same.
            executor.Describe(e);
        }
    }

    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
        source.Dispose();
    }
}
