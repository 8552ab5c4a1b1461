using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Binding.Connections;

namespace GraphPlatform.GraphQL.Tests.Demo;

/// <summary>Anything with a global id.</summary>
[InterfaceType("Node")]
public interface INode
{
    /// <summary>The global id.</summary>
    [ID]
    string Id { get; }
}

[UnionType("SearchResult")]
public interface ISearchResult;

public enum PetMood
{
    Sleepy,

    /// <summary>Wants to play.</summary>
    VeryPlayful,
    [Obsolete("Cats are never sad")] Sad,
}

/// <summary>A dog.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">What it listens to.</param>
/// <param name="Mood">How it feels.</param>
[ObjectType]
public sealed record Dog([property: ID] string Id, string Name, PetMood Mood, int? Age = null) : INode, ISearchResult
{
    /// <summary>Barks once for each of <paramref name="times"/>.</summary>
    /// <param name="times">How often.</param>
    public string Bark(int times = 2) => string.Join(' ', Enumerable.Repeat(Name == "" ? "?" : "Wau", times));

    [Obsolete("Use mood")]
    public bool Happy => Mood == PetMood.VeryPlayful;
}

[ObjectType]
public sealed record Cat([property: ID] string Id, string Name) : INode, ISearchResult
{
    public Task<string> MeowAsync() => Task.FromResult(Name == "" ? "?" : "Miau");
}

/// <summary>A runtime type without annotations: its type is declared by <see cref="OwnerType"/>.</summary>
public sealed class Owner
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public string Secret { get; init; } = "never shown";
}

/// <summary>Who feeds the pets.</summary>
[ObjectType<Owner>]
public static class OwnerType
{
    [ID]
    public static string Id([Parent] Owner owner) => owner.Id;

    public static string Name([Parent] Owner owner) => owner.Name;

    public static async Task<IReadOnlyList<Dog>> DogsAsync([Parent] Owner owner, DogsByOwner loader) =>
        await loader.LoadAsync(owner.Id) ?? [];
}

public sealed class LoaderLog
{
    public List<int> Batches { get; } = [];
}

public sealed class DogsByOwner(LoaderLog log) : DataLoader<string, IReadOnlyList<Dog>>
{
    protected override async Task<IReadOnlyDictionary<string, IReadOnlyList<Dog>>> LoadBatchAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        lock (log.Batches) log.Batches.Add(keys.Count);
        await Task.Yield();
        return keys.ToDictionary(key => key, key => (IReadOnlyList<Dog>)[new Dog($"dog-of-{key}", "Rex", PetMood.Sleepy)]);
    }
}

public sealed record PetFilter(string? NameContains = null, IReadOnlyList<PetMood>? Moods = null, int Limit = 10);

[OneOf]
public sealed record PetBy([property: ID] string? Id = null, string? Name = null);

public sealed record RenameInput([property: ID] string Id, string Name, Optional<string?> Note = default);

[QueryType]
public static class DemoQueries
{
    public static readonly Dog Rex = new("d1", "Rex", PetMood.VeryPlayful, 3);
    public static readonly Cat Tom = new("c1", "Tom");

    public static string Ping() => "pong";

    /// <summary>Any node by its id.</summary>
    public static INode? Node([ID] string id) => id switch { "d1" => Rex, "c1" => Tom, _ => null };

    public static IReadOnlyList<ISearchResult> Search() => [Rex, Tom];

    public static Dog? Dog(PetBy by) => by.Id == "d1" || by.Name == "Rex" ? Rex : null;

    public static IEnumerable<Dog> Dogs(PetFilter? filter = null) =>
        new[] { Rex }.Where(dog => filter?.NameContains is null || dog.Name.Contains(filter.NameContains, StringComparison.Ordinal)).Take(filter?.Limit ?? 10);

    public static IReadOnlyList<Owner> Owners(int count = 3) =>
        [.. Enumerable.Range(1, count).Select(i => new Owner { Id = $"o{i}", Name = $"Owner {i}" })];

    public static Connection<Dog> Kennel(PageArguments page) => new([new Edge<Dog>(Rex, $"cursor-{page.Size}")], false, false, 1);

    public static string Echo(string text, [Scalar("Cursor")] string? cursor = null) => text + cursor;

    public static DateTimeOffset Epoch() => DateTimeOffset.UnixEpoch;

    public static TimeSpan Nap() => TimeSpan.FromMinutes(90);

    public static long Big(long value = 5_000_000_000) => value;

    public static string Boom() => throw new InvalidOperationException("secret details");
}

[MutationType]
public static class DemoMutations
{
    public static async Task<Dog> RenameDogAsync(RenameInput input, CancellationToken ct)
    {
        await Task.Delay(1, ct);
        return input.Id == "d1" ? DemoQueries.Rex with { Name = input.Name } : throw new PetException("No such dog.");
    }

    public static Walked Walk(int minutes) => minutes < 0 ? throw new PetException("Not that way.") : new Walked(DemoQueries.Rex, minutes, true);
}

[Payload]
public sealed record Walked(Dog Dog, int Minutes, bool Happy);

public sealed class PetException(string message) : Exception(message);

[InterfaceType("UserError")]
public interface IUserError
{
    string Message { get; }
}

[ObjectType]
public sealed record NotFoundError(string Message) : IUserError;

[SubscriptionType]
public static class DemoSubscriptions
{
    public static async IAsyncEnumerable<int> Count(int to, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct = default)
    {
        for (var i = 1; i <= to; i++)
        {
            await Task.Yield();
            ct.ThrowIfCancellationRequested();
            yield return i;
        }
    }
}
