using GraphPlatform.GraphQL;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Schema.Errors;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.Schema;

/// <summary>What the API is made of.</summary>
public static class SchemaSetup
{
    /// <summary>Registers the schema and its executor.</summary>
    /// <param name="services">Where.</param>
    /// <param name="configure">What the host adds: how a request's <see cref="Caller"/> is found, and limits.</param>
    public static IServiceCollection AddSchema(this IServiceCollection services, Action<SchemaBuilder> configure) => services.AddGraphQL(schema =>
    {
        schema.AddTypes(typeof(SchemaSetup).Assembly);
        schema.RefuseNul();
        schema.MapErrors<IUserError>(ErrorMapping.Payload);
        schema.MapErrorCode(ErrorMapping.TopLevel);
        configure(schema);
    });
}
