using System.Reflection;
using GraphPlatform.GraphQL.Binding.Discovery;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Execution.Running;
using GraphPlatform.GraphQL.Sdl;
using GraphPlatform.GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.GraphQL.Binding;

/// <summary>Collects what a schema is made of. The schema itself is made when it is first asked for.</summary>
public sealed class SchemaBuilder
{
    private readonly List<Type> types = [];
    private readonly Dictionary<Type, ScalarBinding> scalars = [];

    internal List<RequestValueSource> RequestValues { get; } = [];
    internal List<Func<Exception, (string Code, string Message)?>> ErrorCodes { get; } = [];
    internal List<SdlDocument> Directives { get; } = [];
    internal string? Description { get; private set; }
    internal bool RefusesNul { get; private set; }
    internal Type? ErrorInterface { get; private set; }
    internal Func<Exception, IReadOnlyList<object>?>? ErrorMapper { get; private set; }

    /// <summary>The limits of the engine; change them here.</summary>
    public GraphQLOptions Options { get; internal init; } = new();

    /// <summary>
    /// A schema from type definitions (https://spec.graphql.org/September2025/#sec-Type-System). Every problem of them is in the
    /// <see cref="GraphQLSchemaException"/>, with its line and column where it has one.
    /// </summary>
    /// <param name="sdl">Definitions and extensions of types, directives and the schema.</param>
    /// <param name="resolvers">Where values come from; without it from JSON or dictionaries under <see cref="GraphQLRequest.RootValue"/>, by name.</param>
    public static GraphQLSchema FromSdl(string sdl, Action<SdlResolvers>? resolvers = null)
    {
        ArgumentNullException.ThrowIfNull(sdl);
        var known = new SdlResolvers();
        resolvers?.Invoke(known);
        return new SdlAssembler(SdlDocument.Read(sdl), known).Assemble();
    }

    /// <summary>
    /// Refuses NUL (U+0000) in every text that clients give, but where <see cref="AllowNulAttribute"/> is: databases, programs' arguments and names of files cannot hold it.
    /// </summary>
    public SchemaBuilder RefuseNul()
    {
        RefusesNul = true;
        return this;
    }

    /// <summary>What the whole API is for: the description of the schema (https://spec.graphql.org/September2025/#sec-Schema.Schema-Description).</summary>
    public SchemaBuilder Describe(string description)
    {
        Description = description;
        return this;
    }

    /// <summary>Directives that documents may use, as definitions: <c>directive @slow(why: String) on FIELD</c>. Their arguments may be of the schema's types.</summary>
    public SchemaBuilder AddDirectives(string sdl)
    {
        Directives.Add(SdlDocument.Read(sdl));
        return this;
    }

    /// <summary>Adds every annotated type of an assembly.</summary>
    public SchemaBuilder AddTypes(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        foreach (var type in assembly.GetTypes())
            if (TypeAnnotations.IsAnnotated(type)) types.Add(type);
        return this;
    }

    /// <summary>Adds annotated types one by one.</summary>
    public SchemaBuilder AddTypes(params Type[] annotated)
    {
        types.AddRange(annotated);
        return this;
    }

    /// <summary>A scalar whose values are JSON strings.</summary>
    /// <param name="name">The name in the schema.</param>
    /// <param name="parse">Throws (any exception, its message goes to the client) when the text is no value of the scalar.</param>
    /// <param name="write">The text of a value.</param>
    /// <param name="description">What introspection says about it.</param>
    /// <param name="specifiedBy">A URL for <c>@specifiedBy</c>.</param>
    public SchemaBuilder AddScalar<TRuntime>(
        string name, Func<string, TRuntime> parse, Func<TRuntime, string> write, string? description = null, string? specifiedBy = null)
        where TRuntime : notnull
    {
        var type = BuiltInScalars.Text(name, description, text => parse(text), value => write((TRuntime)value), specifiedBy);
        scalars[typeof(TRuntime)] = ScalarBinding.Of<TRuntime>(type, (output, value) => output.String(write(value)));
        return this;
    }

    /// <summary>A scalar whose values are whole JSON numbers.</summary>
    /// <param name="name">The name in the schema.</param>
    /// <param name="parse">Throws when the number is no value of the scalar.</param>
    /// <param name="write">The number of a value.</param>
    /// <param name="description">What introspection says about it.</param>
    public SchemaBuilder AddScalar<TRuntime>(string name, Func<long, TRuntime> parse, Func<TRuntime, long> write, string? description = null)
        where TRuntime : notnull
    {
        var type = new ScalarType(name)
        {
            DescriptionSource = () => description,
            FromJson = json => parse((long)BuiltInScalars.Long.FromJson(json)),
            FromLiteral = node => parse((long)BuiltInScalars.Long.FromLiteral(node)),
            ToLiteral = value => BuiltInScalars.Long.ToLiteral(write((TRuntime)value)),
        };
        scalars[typeof(TRuntime)] = ScalarBinding.Of<TRuntime>(type, (output, value) => output.Number(write(value)));
        return this;
    }

    /// <summary>A value that resolvers may take as a parameter of this type, made once per request when first needed.</summary>
    public SchemaBuilder AddRequestValue<T>(Func<GraphQLRequestContext, T> create)
    {
        RequestValues.Add(new RequestValueSource(typeof(T), context => create(context)));
        return this;
    }

    /// <summary>
    /// Domain errors of mutations: exceptions become objects in <c>errors</c> of the payload, whose type is the interface
    /// <typeparamref name="TInterface"/>. With this every mutation has a payload; without it mutations return what their methods do.
    /// </summary>
    /// <param name="map">Null for an exception that is no domain error.</param>
    public SchemaBuilder MapErrors<TInterface>(Func<Exception, IReadOnlyList<object>?> map)
    {
        ErrorInterface = typeof(TInterface);
        ErrorMapper = map;
        return this;
    }

    /// <summary>Outside of payloads: the message and <c>extensions.code</c> for exceptions that the application knows. Several may be added.</summary>
    /// <param name="map">Null for an exception that it does not know.</param>
    public SchemaBuilder MapErrorCode(Func<Exception, (string Code, string Message)?> map)
    {
        ErrorCodes.Add(map);
        return this;
    }

    internal GraphQLSchema Build(IServiceProvider? provider) =>
        new SchemaAssembler(this, types, scalars, provider?.GetService<IServiceProviderIsService>()).Assemble();
}
