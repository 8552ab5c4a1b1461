using System.Security.Claims;
using System.Text;
using System.Text.Json;

namespace GraphPlatform.GraphQL.Execution;

/// <summary>A request: https://spec.graphql.org/September2025/#sec-Executing-Requests</summary>
public sealed class GraphQLRequest
{
    private IDictionary<object, object?>? items;

    /// <summary>The document, as UTF-8; text converts implicitly.</summary>
    public required DocumentText Document { get; init; }

    /// <summary>Which of the document's operations; may be null when there is one.</summary>
    public string? OperationName { get; init; }

    /// <summary>A JSON object with the variables' values; null when there are none.</summary>
    public JsonElement? Variables { get; init; }

    /// <summary>Whether the response tells what the operation may cost, as <c>extensions.cost</c>.</summary>
    public bool ReportsCost { get; init; }

    /// <summary>The cursor after which a client that reconnects resumes a subscription: it overrides the argument marked <c>[ResumeAfter]</c>.</summary>
    public string? LastEventId { get; init; }

    /// <summary>The object that the root types' fields are of, where resolvers do not find it themselves: <see cref="Binding.SchemaBuilder.FromSdl"/>.</summary>
    public object? RootValue { get; init; }

    /// <summary>The scope that resolvers' services come from. Without one the executor makes a scope for this request.</summary>
    public IServiceProvider? Services { get; init; }

    /// <summary>Who asks, for request values; the engine itself does not look at it.</summary>
    public ClaimsPrincipal? User { get; init; }

    /// <summary>The first of <see cref="Items"/>, which are made when first asked for: most requests never do.</summary>
    internal (object Key, object? Value) Host { get; init; }

    /// <summary>What the host passes to its request values (the transports put the <c>HttpContext</c> under <c>typeof(HttpContext)</c>).</summary>
    public IDictionary<object, object?> Items
    {
        get
        {
            if (items is not null) return items;
            items = new Dictionary<object, object?>();
            if (Host.Key is not null) items.Add(Host.Key, Host.Value);
            return items;
        }

        init => items = value;
    }
}

/// <summary>UTF-8 text of a document. Converts from a string or from bytes.</summary>
/// <param name="Utf8">The bytes; not changed or kept by the engine.</param>
public readonly record struct DocumentText(ReadOnlyMemory<byte> Utf8)
{
    /// <summary>Encodes a string.</summary>
    public static implicit operator DocumentText(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>Wraps bytes.</summary>
    public static implicit operator DocumentText(ReadOnlyMemory<byte> utf8) => new(utf8);

    /// <summary>Wraps bytes.</summary>
    public static implicit operator DocumentText(byte[] utf8) => new(utf8);
}
