using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Metrics.Scraping;

namespace GraphPlatform.Schema.Metrics;

/// <summary>What a Prometheus proves itself by that reads an organization's metrics at <c>/metrics</c>, and nothing else.</summary>
[ObjectType<MetricsToken>]
public static class MetricsTokenType
{
    /// <summary>Unique in the installation.</summary>
    [ID]
    public static string Id([Parent] MetricsToken token) => token.Id;

    /// <summary>What it is for.</summary>
    public static string Name([Parent] MetricsToken token) => token.Name;

    /// <summary>When it was made.</summary>
    public static DateTimeOffset CreatedAt([Parent] MetricsToken token) => token.CreatedAt;
}

/// <summary>Changes metrics tokens.</summary>
[MutationType]
public static class MetricsTokenMutations
{
    /// <summary>Makes a token that an organization's metrics are read with. It is shown this once.</summary>
    public static async Task<CreatedMetricsToken> CreateMetricsTokenAsync(CreateMetricsTokenInput input, Caller caller, MetricsTokenService tokens, CancellationToken ct)
    {
        var made = await tokens.CreateAsync(caller, input.OrganizationId, input.Name, ct);
        return new(made.MetricsToken, made.Secret);
    }

    /// <summary>Forgets a token: it is refused from now on.</summary>
    public static async Task<DeletedMetricsToken> DeleteMetricsTokenAsync(DeleteMetricsTokenInput input, Caller caller, MetricsTokenService tokens, CancellationToken ct) =>
        new(await tokens.DeleteAsync(caller, input.MetricsTokenId, ct));
}

/// <summary>What makes a metrics token.</summary>
/// <param name="OrganizationId">Whose metrics it opens.</param>
/// <param name="Name">What it is for.</param>
public sealed record CreateMetricsTokenInput([ID] string OrganizationId, string Name);

/// <summary>Which token.</summary>
/// <param name="MetricsTokenId">Its id.</param>
public sealed record DeleteMetricsTokenInput([ID] string MetricsTokenId);

/// <summary>A token that was made.</summary>
/// <param name="MetricsToken">What is kept of it.</param>
/// <param name="Token">The token itself: keep it, it is not shown again.</param>
[Payload]
public sealed record CreatedMetricsToken(MetricsToken MetricsToken, string Token);

/// <summary>A token that is gone.</summary>
/// <param name="MetricsTokenId">Its id.</param>
[Payload]
public sealed record DeletedMetricsToken([property: ID] string MetricsTokenId);
