using System.Runtime.CompilerServices;

namespace GraphPlatform.GraphQL.Subscriptions;

/// <summary>
/// Awaiting it goes to the end of the thread pool's queue. <see cref="Task.Yield"/> does not: it goes to the front of the thread's own, before those who were just woken.
/// </summary>
internal readonly struct NextTurn : ICriticalNotifyCompletion
{
    public bool IsCompleted => false;

    public NextTurn GetAwaiter() => this;

    public void GetResult()
    {
    }

    public void OnCompleted(Action continuation) => ThreadPool.QueueUserWorkItem(static next => next(), continuation, preferLocal: false);

    public void UnsafeOnCompleted(Action continuation) => ThreadPool.UnsafeQueueUserWorkItem(static next => next(), continuation, preferLocal: false);
}
