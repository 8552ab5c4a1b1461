using GraphPlatform.GraphQL.Binding;

namespace GraphPlatform.Schema.Accounts;

/// <summary>Who did something: a person, or the platform itself.</summary>
[UnionType("Actor")]
public interface IActor;

/// <summary>The platform itself.</summary>
[ObjectType]
public sealed record SystemActor(string Name) : IActor
{
    /// <summary>The actor that records name: a person as far as the caller may know of it.</summary>
    internal static async Task<object> OfAsync(string actor, UserLoader users) =>
        actor.StartsWith("system:", StringComparison.Ordinal)
            ? new SystemActor(actor["system:".Length..])
            : await users.LoadAsync(actor) as object ?? new SystemActor("a former user");
}
