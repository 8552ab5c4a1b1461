using GraphPlatform.Platform.Accounts;

namespace GraphPlatform.Tests.Platform.Accounts;

public sealed class FairTurnsTests
{
    // What waits for ever fails, and does not keep the other tests waiting.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Who_waits_alone_comes_before_the_second_of_a_crowd()
    {
        var turns = new FairTurns(1, maxWaiting: 10);
        var first = await turns.EnterAsync("crowd", default);
        var crowd = Enumerable.Range(0, 5).Select(_ => turns.EnterAsync("crowd", default)).ToList();
        var alone = turns.EnterAsync("alone", default);
        first!.Dispose();
        (await crowd[0].WaitAsync(Patience))!.Dispose();
        (await alone.WaitAsync(Patience))!.Dispose();
        foreach (var other in crowd.Skip(1)) (await other.WaitAsync(Patience))!.Dispose();
        (await turns.EnterAsync("anybody", default).WaitAsync(Patience))!.Dispose();
    }

    [Fact]
    public async Task No_more_wait_than_may_and_who_has_gone_is_passed_over()
    {
        var turns = new FairTurns(1, maxWaiting: 2);
        var first = await turns.EnterAsync("a", default);
        using var left = new CancellationTokenSource();
        var gone = turns.EnterAsync("b", left.Token);
        var next = turns.EnterAsync("b", default);
        Assert.Null(await turns.EnterAsync("c", default).WaitAsync(Patience));
        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        first!.Dispose();
        (await next.WaitAsync(Patience))!.Dispose();
        (await turns.EnterAsync("c", default).WaitAsync(Patience))!.Dispose();
    }
}
