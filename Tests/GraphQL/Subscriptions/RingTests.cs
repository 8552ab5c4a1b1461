using GraphPlatform.GraphQL.Subscriptions;

namespace GraphPlatform.GraphQL.Tests.Subscriptions;

public sealed class RingTests
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);

    private static Ring<string> Filled(int capacity, long maxBytes, int items)
    {
        var ring = new Ring<string>(capacity, maxBytes);
        for (var i = 0; i < items; i++) ring.Append($"{i}", 10);
        return ring;
    }

    [Fact]
    public void A_reader_gets_what_comes_after_it_joined_in_order()
    {
        var ring = Filled(8, 1000, 3);
        var reader = ring.Join(fromLatest: false);
        ring.Append("a", 1);
        ring.Append("b", 1);
        Assert.True(reader.TryRead(out var first));
        Assert.True(reader.TryRead(out var second));
        Assert.Equal(("a", "b"), (first, second));
        Assert.False(reader.TryRead(out _));
    }

    [Fact]
    public void Who_joins_from_the_latest_gets_it_at_once()
    {
        var reader = Filled(8, 1000, 3).Join(fromLatest: true);
        Assert.True(reader.TryRead(out var latest));
        Assert.Equal("2", latest);
    }

    [Theory]
    [InlineData(4, 1000, 6)] // too many
    [InlineData(100, 40, 6)] // too heavy
    public void What_is_over_the_bound_falls_off_and_the_reader_is_told_how_much(int capacity, long maxBytes, int items)
    {
        var ring = new Ring<string>(capacity, maxBytes);
        var reader = ring.Join(fromLatest: false);
        for (var i = 0; i < items; i++) ring.Append($"{i}", 10);
        Assert.Equal(2, ring.Tail);
        Assert.True(reader.IsBehind);
        Assert.False(reader.TryRead(out _));
        Assert.Equal(4, reader.SkipGap());
        Assert.True(reader.TryRead(out var item));
        Assert.Equal("4", item);
    }

    [Fact]
    public void An_item_heavier_than_the_bound_is_kept_alone()
    {
        var ring = Filled(8, 30, 2);
        ring.Append("heavy", 100);
        Assert.Equal((2, 3), (ring.Tail, ring.Head));
        Assert.Equal("heavy", ring.Find(2));
    }

    [Fact]
    public async Task A_completed_ring_is_read_to_its_end()
    {
        var ring = new Ring<string>(8, 1000);
        var reader = ring.Join(fromLatest: false);
        ring.Append("last", 1);
        ring.Complete();
        Assert.True(await reader.WaitAsync());
        Assert.True(reader.TryRead(out _));
        Assert.False(await reader.WaitAsync());
    }

    [Fact]
    public async Task A_wait_ends_when_the_reader_does()
    {
        var reader = new Ring<string>(8, 1000).Join(fromLatest: false);
        var waiting = reader.WaitAsync().AsTask();
        reader.End();
        Assert.False(await waiting.WaitAsync(Generous));
    }

    [Fact]
    public async Task Readers_and_a_writer_at_full_speed_lose_nothing_without_knowing()
    {
        var ring = new Ring<string>(64, long.MaxValue);
        var readers = Enumerable.Range(0, 4).Select(_ => ring.Join(fromLatest: false)).ToArray();
        const int Items = 200_000;
        var reading = readers.Select(async reader =>
        {
            var (next, lost) = (0L, 0L);
            while (await reader.WaitAsync())
            {
                if (reader.IsBehind)
                {
                    var gap = reader.SkipGap();
                    lost += gap;
                    next += gap;
                }

                while (reader.TryRead(out var item)) Assert.Equal(next++, long.Parse(item));
            }

            Assert.Equal(Items, next);
            return lost;
        }).ToArray();
        await Task.Run(() =>
        {
            for (var i = 0; i < Items; i++)
            {
                ring.Append($"{i}", 1);
                if (i % 7 == 0) ring.WakeReaders();
            }

            ring.Complete();
        });
        await Task.WhenAll(reading).WaitAsync(Generous);
    }

    [Fact]
    public void What_all_have_read_is_let_go_but_for_the_latest()
    {
        var ring = new Ring<string>(8, 1000);
        var (quick, slow) = (ring.Join(fromLatest: false), ring.Join(fromLatest: false));
        for (var i = 0; i < 4; i++) ring.Append($"{i}", 1);
        while (quick.TryRead(out _)) { }
        Assert.True(slow.TryRead(out _));
        ring.WakeReaders();
        Assert.Equal(1, ring.Tail);
        while (slow.TryRead(out _)) { }
        ring.WakeReaders();
        Assert.Equal((3, 4), (ring.Tail, ring.Head));
        Assert.False(slow.IsBehind);
    }

    [Fact]
    public void A_place_that_was_left_is_taken_again()
    {
        var ring = new Ring<string>(8, 1000);
        var readers = Enumerable.Range(0, 100).Select(_ => ring.Join(fromLatest: false)).ToList();
        foreach (var reader in readers) reader.End();
        readers[0].End();
        Assert.Equal(0, ring.ReaderCount);
        Assert.True(Enumerable.Range(0, 100).Select(_ => ring.Join(fromLatest: false)).All(reader => reader.Place < 100));
        Assert.Equal(100, ring.ReaderCount);
    }
}
