using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Backups.Stores;

/// <summary>Hands on what is written, and says what goes wrong there in the store's own words: whoever writes into it must not take it for its own fault. What it writes to stays open.</summary>
/// <param name="inner">Gets it.</param>
/// <param name="explain">What an exception of it means; null for a bug.</param>
internal sealed class GuardedStream(Stream inner, Func<Exception, PlatformException?> explain) : WriteThroughStream
{
    /// <inheritdoc />
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await inner.WriteAsync(buffer, cancellationToken);
        }
        catch (Exception error) when (explain(error) is { } explained)
        {
            throw explained;
        }
    }

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (Exception error) when (explain(error) is { } explained)
        {
            throw explained;
        }
    }

    /// <inheritdoc />
    public override void Flush()
    {
        try
        {
            inner.Flush();
        }
        catch (Exception error) when (explain(error) is { } explained)
        {
            throw explained;
        }
    }

    /// <inheritdoc />
    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await inner.FlushAsync(cancellationToken);
        }
        catch (Exception error) when (explain(error) is { } explained)
        {
            throw explained;
        }
    }
}
