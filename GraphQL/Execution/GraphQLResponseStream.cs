namespace GraphPlatform.GraphQL.Execution;

/// <summary>
/// The results of a subscription, one for each event (https://spec.graphql.org/September2025/#sec-Response-Stream), or the payloads of a response that is delivered in parts. Read by one caller at a time, either as a sequence or by
/// <see cref="WaitToReadAsync"/> and <see cref="TryRead"/>, which give all that is there without waiting. Each result must be disposed.
/// Disposing the stream ends the subscription; so does cancelling the request.
/// </summary>
public abstract class GraphQLResponseStream : IAsyncEnumerable<GraphQLResult>, IAsyncDisposable
{
    private protected GraphQLResponseStream()
    {
    }

    /// <summary>True: <see cref="TryRead"/> may give a result. False: the stream has ended.</summary>
    public abstract ValueTask<bool> WaitToReadAsync();

    /// <summary>The next result if it is there now; false does not say that the stream has ended.</summary>
    public abstract bool TryRead(out GraphQLResult result);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <summary>The results one by one. Disposing the enumerator disposes the stream.</summary>
    public async IAsyncEnumerator<GraphQLResult> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await using var owner = this;
        await using var cancelling = cancellationToken.UnsafeRegister(static stream => ((GraphQLResponseStream)stream!).Cancel(), this);
        while (await WaitToReadAsync())
            while (TryRead(out var result))
                yield return result;
    }

    /// <summary>No more results are wanted: a wait that is going on ends.</summary>
    private protected abstract void Cancel();
}
