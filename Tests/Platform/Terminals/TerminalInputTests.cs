using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Terminals;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Tests.Platform.Terminals;

public sealed class TerminalInputTests
{
    [Fact]
    public async Task What_comes_in_any_order_and_more_than_once_is_typed_in_order_and_once()
    {
        var program = new TypedProgram();
        var input = new TerminalInput(program, TimeProvider.System, CancellationToken.None);
        var late = input.WriteAsync(3, "def"u8.ToArray(), CancellationToken.None);
        Assert.False(late.IsCompleted);
        Assert.InRange(await input.WriteAsync(0, "abc"u8.ToArray(), CancellationToken.None), 3, 6);
        Assert.Equal(6, await late);
        Assert.Equal(6, await input.WriteAsync(0, "abc"u8.ToArray(), CancellationToken.None));
        Assert.Equal(8, await input.WriteAsync(4, "efgh"u8.ToArray(), CancellationToken.None));
        Assert.Equal("abcdefgh", program.Typed);
    }

    [Fact]
    public async Task What_was_given_up_before_its_turn_is_typed_by_whoever_sends_it_again()
    {
        using var gone = new CancellationTokenSource();
        var program = new TypedProgram();
        var input = new TerminalInput(program, TimeProvider.System, CancellationToken.None);
        var late = input.WriteAsync(3, "def"u8.ToArray(), gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => late);
        await input.WriteAsync(0, "abc"u8.ToArray(), CancellationToken.None);
        Assert.Equal(6, await input.WriteAsync(3, "def"u8.ToArray(), CancellationToken.None));
        Assert.Equal("abcdef", program.Typed);
    }

    [Fact]
    public void There_are_no_more_than_the_limits_allow_and_a_place_comes_back()
    {
        var open = new OpenTerminals(Options.Create(new TerminalOptions { PerUser = 2, PerOrganization = 3 }), TimeProvider.System);
        open.Enter("1", "org", "ada", null);
        open.Enter("2", "org", "ada", null);
        Assert.Equal(ErrorCode.QuotaExceeded, Assert.Throws<PlatformException>(() => open.Enter("3", "org", "ada", null)).Code);
        open.Enter("3", "org", "bob", null);
        Assert.Contains("organization", Assert.Throws<PlatformException>(() => open.Enter("4", "org", "eve", null)).Message, StringComparison.Ordinal);
        open.Leave("1");
        open.Enter("4", "org", "eve", null);
    }
}
