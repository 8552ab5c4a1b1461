using GraphPlatform.Docker;
using GraphPlatform.Platform.Access;

#pragma warning disable CA1068 // what is asked comes last: it is often a block

namespace GraphPlatform.Agent;

/// <summary>Tells what an error of the engine means to a user, and what helps.</summary>
internal static class EngineProblems
{
    /// <summary>How long the engine may take for an answer.</summary>
    public static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(60);

    /// <summary>The platform's error for the engine's.</summary>
    public static PlatformException Explain(DockerException error)
    {
        var said = error.EngineMessage.TrimEnd('.', '\n');
        return error.Kind switch
        {
            DockerErrorKind.Unavailable or DockerErrorKind.StreamBroken => new(
                ErrorCode.Engine, $"Docker does not answer: {said}. Start it on the worker; what is desired then happens by itself.") { Transient = true },
            DockerErrorKind.NotFound => new(ErrorCode.NotFound, $"Docker does not have it: {said}."),
            DockerErrorKind.ImageNotFound => new(ErrorCode.Engine, $"The image is not on the worker and cannot be pulled: {said}. Check its name and tag; a private registry needs credentials in the organization's settings."),
            DockerErrorKind.PullFailed => new(ErrorCode.Engine, $"The image cannot be pulled, because its registry failed or cannot be reached: {said}. Check the registry's name and the network, then try again."),
            DockerErrorKind.Unauthorized => new(ErrorCode.Engine, $"The registry refused the pull: {said}. Check the image's name, and the user and password for this registry in the organization's settings."),
            DockerErrorKind.PortInUse => new(ErrorCode.Engine, $"A host port is in use by another program on the worker: {said}. Choose another host port, or end that program."),
            DockerErrorKind.DiskFull => new(ErrorCode.Engine, $"The worker's disk is full: {said}. Free some space, then try again."),
            DockerErrorKind.CommandNotFound => new(ErrorCode.Engine, $"The program cannot be started: {said}. Check entrypoint and command; the image may not have it."),
            DockerErrorKind.NotRunning => new(ErrorCode.Conflict, "The instance is not running. Start the container first."),
            DockerErrorKind.Paused => new(ErrorCode.Conflict, "The instance is frozen. Wake the container first."),
            _ => new(ErrorCode.Engine, $"Docker refused: {said}."),
        };
    }

    /// <summary>Asks the engine; what it refuses is explained, and an engine that says nothing is one that is away.</summary>
    /// <param name="ct">Cancels.</param>
    /// <param name="ask">Is given a token that ends with the limit too.</param>
    /// <param name="limit">For an answer; null for <see cref="AnswerLimit"/>, infinite for what takes as long as it takes.</param>
    public static async Task<T> AskAsync<T>(CancellationToken ct, Func<CancellationToken, Task<T>> ask, TimeSpan? limit = null)
    {
        using var answer = CancellationTokenSource.CreateLinkedTokenSource(ct);
        answer.CancelAfter(limit ?? AnswerLimit);
        try
        {
            return await ask(answer.Token);
        }
        catch (DockerException error)
        {
            throw Explain(error);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new PlatformException(ErrorCode.Engine, $"Docker does not answer: it has said nothing for {(limit ?? AnswerLimit).TotalSeconds:0} s. See its log on the worker.") { Transient = true };
        }
    }

    /// <summary>Tells the engine something for which one of <paramref name="fine"/> is as good as success.</summary>
    public static Task TellAsync(CancellationToken ct, Func<CancellationToken, Task> tell, params DockerErrorKind[] fine) => TellAsync(ct, AnswerLimit, tell, fine);

    /// <summary>The same with another limit for the answer.</summary>
    public static Task TellAsync(CancellationToken ct, TimeSpan limit, Func<CancellationToken, Task> tell, params DockerErrorKind[] fine) =>
        AskAsync(ct, async token =>
        {
            try
            {
                await tell(token);
            }
            catch (DockerException error) when (fine.Contains(error.Kind))
            {
                // What was asked for is so already: commands are idempotent.
            }

            return true;
        }, limit);
}
