using System.Net;
using System.Security.Claims;
using GraphPlatform.GraphQL.Budgets;
using GraphPlatform.GraphQL.Tests.Http;
using Microsoft.AspNetCore.Http;

namespace GraphPlatform.GraphQL.Tests.Budgets;

/// <summary>A token bucket for each identity.</summary>
public sealed class RequestBudgetTests
{
    private readonly ManualClock clock = new();

    [Fact]
    public void What_is_spent_comes_back_with_time()
    {
        var budget = new RequestBudget(burst: 10, perSecond: 2, clock: clock);
        for (var i = 0; i < 10; i++) Assert.True(budget.TryCharge("ann", 1, out _));
        Assert.False(budget.TryCharge("ann", 1, out var wait));
        Assert.Equal(TimeSpan.FromSeconds(0.5), wait);
        Assert.False(budget.TryCharge("ann", 5, out wait));
        Assert.Equal(TimeSpan.FromSeconds(2.5), wait);
        clock.Advance(TimeSpan.FromSeconds(2.4));
        Assert.False(budget.TryCharge("ann", 5, out _));
        clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.True(budget.TryCharge("ann", 5, out _));
        Assert.False(budget.TryCharge("ann", 1, out _));
        clock.Advance(TimeSpan.FromDays(1));
        for (var i = 0; i < 10; i++) Assert.True(budget.TryCharge("ann", 1, out _));
        Assert.False(budget.TryCharge("ann", 1, out _));
    }

    [Fact]
    public void What_was_refused_costs_nothing()
    {
        var budget = new RequestBudget(burst: 10, perSecond: 1, clock: clock);
        Assert.True(budget.TryCharge("ann", 6, out _));
        for (var i = 0; i < 100; i++) Assert.False(budget.TryCharge("ann", 5, out _));
        Assert.True(budget.TryCharge("ann", 4, out _));
    }

    [Fact]
    public void Everybody_has_a_budget_of_their_own()
    {
        var budget = new RequestBudget(burst: 1, perSecond: 1, clock: clock);
        Assert.True(budget.TryCharge("ann", 1, out _));
        Assert.True(budget.TryCharge("bob", 1, out _));
        Assert.False(budget.TryCharge("ann", 1, out _));
    }

    [Fact]
    public void What_costs_more_than_all_is_let_in_when_nothing_was_spent()
    {
        var budget = new RequestBudget(burst: 10, perSecond: 1, clock: clock);
        Assert.True(budget.TryCharge("ann", 1000, out _));
        Assert.False(budget.TryCharge("ann", 1000, out var wait));
        Assert.Equal(TimeSpan.FromSeconds(10), wait);
        clock.Advance(wait);
        Assert.True(budget.TryCharge("ann", 1000, out _));
    }

    [Fact]
    public void Only_so_many_identities_are_remembered_and_those_who_owe_most_are_not_forgotten()
    {
        var budget = new RequestBudget(burst: 10, perSecond: 0.001, maxIdentities: 100, clock: clock);
        for (var i = 0; i < 10; i++) Assert.True(budget.TryCharge("greedy", 1, out _));
        for (var i = 0; i < 10_000; i++)
        {
            Assert.True(budget.TryCharge($"visitor {i}", 1, out _));
            Assert.InRange(budget.Identities, 1, 100);
        }

        Assert.False(budget.TryCharge("greedy", 1, out _));
    }

    [Fact]
    public void Whoever_has_spent_nothing_lately_is_forgotten_first()
    {
        var budget = new RequestBudget(burst: 10, perSecond: 1, maxIdentities: 100, clock: clock);
        for (var i = 0; i < 100; i++) budget.TryCharge($"early {i}", 1, out _);
        clock.Advance(TimeSpan.FromSeconds(5));
        budget.TryCharge("late", 1, out _);
        Assert.Equal(1, budget.Identities);
    }

    [Fact]
    public async Task Two_at_once_do_not_spend_the_same_unit()
    {
        var budget = new RequestBudget(burst: 1000, perSecond: 0.001, maxIdentities: 4, clock: clock);
        var granted = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(() =>
        {
            for (var i = 0; i < 1000; i++)
            {
                if (budget.TryCharge("shared", 1, out _)) Interlocked.Increment(ref granted);
                // Strangers make for sweeps in between; they have more left, so it is never the shared one that goes.
                if (i > 900) budget.TryCharge($"{worker} {i}", 0.001, out _);
            }
        })));
        Assert.Equal(1000, granted);
        Assert.InRange(budget.Identities, 1, 5);
    }

    [Theory]
    [InlineData("203.0.113.9", null, "address:203.0.113.9")]
    [InlineData("::ffff:203.0.113.9", null, "address:203.0.113.9")]
    [InlineData("2001:db8:1:2:3:4:5:6", null, "address:20010db800010002")]
    [InlineData("2001:db8:1:2:ffff::1", null, "address:20010db800010002")]
    [InlineData(null, null, "address:unknown")]
    [InlineData("203.0.113.9", "usr_1", "user:usr_1")]
    public void A_user_pays_wherever_they_are_and_a_stranger_for_their_network(string? address, string? user, string key)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);
        var principal = new ClaimsPrincipal(new ClaimsIdentity(user is null ? [] : [new Claim("sub", user)], user is null ? null : "test"));
        Assert.Equal(key, BudgetKeys.UserOrAddress(context, principal));
    }
}
