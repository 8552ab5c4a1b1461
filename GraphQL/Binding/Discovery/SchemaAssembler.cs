using System.Reflection;
using System.Runtime.CompilerServices;
using GraphPlatform.GraphQL.Binding.Connections;
using GraphPlatform.GraphQL.Sdl;
using GraphPlatform.GraphQL.Types;
using GraphPlatform.GraphQL.Types.Rules;
using GraphPlatform.GraphQL.Types.Introspection;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.GraphQL.Binding.Discovery;

/// <summary>Turns annotated C# types into a schema. Reflection happens here, once; delegates are made later, when plans need them.</summary>
internal sealed class SchemaAssembler
{
    private static readonly HashSet<string> ObjectMethods = ["ToString", "Equals", "GetHashCode", "GetType", "Deconstruct", "PrintMembers", "<Clone>$"];

    private readonly SchemaBuilder builder;
    private readonly List<Type> annotated;
    private readonly TypeMap map;
    private readonly FieldBinder fields;
    private readonly OutputTypes outputs;
    private readonly ParameterBinder parameters;
    private readonly Dictionary<Type, List<Type>> extensions = [];
    private readonly Queue<Action> work = [];

    public SchemaAssembler(SchemaBuilder builder, IEnumerable<Type> types, Dictionary<Type, ScalarBinding> scalars, IServiceProviderIsService? services)
    {
        this.builder = builder;
        annotated = types.Distinct().OrderBy(type => type.FullName, StringComparer.Ordinal).ToList();
        map = new TypeMap(scalars, builder.Options.DefaultPageSize, builder.RefusesNul);
        var inputs = new InputTypes(map);
        outputs = new OutputTypes(map, inputs, Composite);
        parameters = new ParameterBinder(inputs, map, builder.RequestValues, services);
        fields = new FieldBinder(outputs, parameters, map);
    }

    public GraphQLSchema Assemble()
    {
        foreach (var scalar in BuiltInScalars.Specified) map.Use(scalar);
        foreach (var type in annotated)
        {
            foreach (var attribute in type.GetCustomAttributes(false).OfType<IObjectTypeFor>())
            {
                if (!extensions.TryGetValue(attribute.Runtime, out var list)) extensions[attribute.Runtime] = list = [];
                list.Add(type);
            }
        }

        foreach (var runtime in extensions.Keys) Composite(runtime);
        foreach (var type in annotated)
            if (!type.IsDefined(typeof(QueryTypeAttribute)) && !IsStatic(type)) Composite(type);
        var query = Root<QueryTypeAttribute>("Query", null);
        var mutation = Root<MutationTypeAttribute>("Mutation", Mutations());
        var subscription = Root<SubscriptionTypeAttribute>("Subscription", method => fields.Method(method, isStream: true));
        while (work.TryDequeue(out var step)) step();
        if (query is null) map.Problems.Add("There is no query type: annotate a static class with [QueryType].");
        foreach (var type in IntrospectionTypes.All) map.Add(type);
        if (query is null) throw new GraphQLSchemaException(map.Problems);
        var schema = new GraphQLSchema(query, mutation, subscription, map.All, Directives(), map.Objects) { Description = builder.Description };
        return SchemaValidator.Checked(schema, map.Problems);
    }

    private DirectiveDefinition[] Directives()
    {
        var all = new OrderedDictionary<string, DirectiveDefinition>();
        foreach (var directive in DirectiveDefinition.BuiltIn) all.Add(directive.Name, directive);
        if (builder.Options.IncrementalDelivery)
            foreach (var directive in DirectiveDefinition.Incremental) all.Add(directive.Name, directive);
        if (UsesCost())
            foreach (var directive in DirectiveDefinition.Cost) all.Add(directive.Name, directive);
        foreach (var document in builder.Directives)
        {
            var members = new SdlMembers(document.Problems, map.ByName, () => map.All.Select(type => type.Name));
            foreach (var node in document.Directives.Values)
                if (!all.TryAdd(node.Name, members.Directive(node))) map.Problems.Add($"There are two directives called @{node.Name}.");
            if (document.Types.Count > 0 || document.Schema is not null) map.Problems.Add("AddDirectives takes definitions of directives, and nothing else.");
            map.Problems.AddRange(document.Problems.List);
        }

        return [.. all.Values];
    }

    private bool UsesCost() => map.All.Any(type => type.Weight is not null || (type is FieldsType fields && fields.Fields.Values.Any(field =>
        field.Weight is not null || field.ListSize is { IsDeclared: true } || Array.Exists(field.Arguments, argument => argument.Weight is not null))));

    private Func<MethodInfo, FieldDefinition?>? Mutations()
    {
        if (builder.ErrorInterface is null || Composite(builder.ErrorInterface) is not { } errorType) return null;
        return new MutationConvention(outputs, fields, parameters, map, errorType, builder.ErrorMapper!).Method;
    }

    private ObjectType? Root<TAttribute>(string name, Func<MethodInfo, FieldDefinition?>? make) where TAttribute : Attribute
    {
        var classes = annotated.Where(type => type.IsDefined(typeof(TAttribute), false)).ToArray();
        if (classes.Length == 0) return null;
        var type = map.Add(new ObjectType(name));
        var made = classes.SelectMany(StaticMethods).Select(method => make is null ? fields.Method(method) : make(method)).OfType<FieldDefinition>();
        foreach (var field in made.OrderBy(field => field.Name, StringComparer.Ordinal)) AddField(type, field);
        return type;
    }

    /// <summary>The object type, interface or union of a C# type; null when it is bound to none.</summary>
    private NamedType? Composite(Type type)
    {
        if (map.Objects.TryGetValue(type, out var known)) return known;
        if (map.Abstracts.TryGetValue(type, out var abstractType)) return abstractType;
        if (TypeAnnotations.Find<InterfaceTypeAttribute>(type) is { } asInterface) return Interface(type, asInterface);
        if (TypeAnnotations.Find<UnionTypeAttribute>(type) is { } asUnion) return Union(type, asUnion);
        if (type.IsDefined(typeof(ObjectTypeAttribute), false) || extensions.ContainsKey(type)) return Object(type);
        if (ClrTypes.ArgumentOf(type, typeof(Connection<>)) is { } node && Composite(node) is { } nodeType)
            return ConnectionTypes.Make(node, nodeType, (ObjectType)Composite(typeof(PageInfo))!, map);
        return null;
    }

    private ObjectType Object(Type type)
    {
        var classes = extensions.GetValueOrDefault(type) ?? [];
        var name = classes.Select(each => TypeAnnotations.Find<NameAttribute>(each)?.Name).FirstOrDefault(given => given is not null) ?? TypeAnnotations.NameOf(type);
        var result = new ObjectType(name)
        {
            Weight = classes.Append(type).Select(TypeAnnotations.Weight).FirstOrDefault(weight => weight is not null),
            DescriptionSource = () => classes.Select(XmlDocumentation.Summary).FirstOrDefault(text => text is not null) ?? XmlDocumentation.Summary(type),
        };
        map.Objects.Add(type, result);
        map.Add(result);
        work.Enqueue(() =>
        {
            if (type.IsDefined(typeof(ObjectTypeAttribute), false))
            {
                foreach (var property in Properties(type)) AddField(result, fields.Property(property));
                foreach (var method in InstanceMethods(type)) AddField(result, fields.Method(method));
            }

            foreach (var method in classes.SelectMany(StaticMethods)) AddField(result, fields.Method(method));
            var said = classes.Append(type).SelectMany(each => each.GetCustomAttributes(false).OfType<IImplements>())
                .SelectMany(given => given.Interface.GetInterfaces().Prepend(given.Interface));
            foreach (var implemented in type.GetInterfaces().Concat(BaseTypes(type)).Concat(said).Distinct()) Implement(result, implemented);
        });
        return result;
    }

    private void Implement(ObjectType type, Type implemented)
    {
        if (TypeAnnotations.Find<InterfaceTypeAttribute>(implemented) is not null) type.Interfaces.Add((InterfaceType)Composite(implemented)!);
        if (TypeAnnotations.Find<UnionTypeAttribute>(implemented) is not null && Composite(implemented) is UnionType union && !union.Members.Contains(type)) union.Members.Add(type);
    }

    private InterfaceType Interface(Type type, InterfaceTypeAttribute attribute)
    {
        var result = new InterfaceType(TypeAnnotations.InterfaceName(type, attribute.Name)) { DescriptionSource = () => XmlDocumentation.Summary(type) };
        map.Abstracts.Add(type, result);
        map.Add(result);
        work.Enqueue(() =>
        {
            foreach (var each in type.GetInterfaces().Append(type))
            {
                foreach (var property in Properties(each)) AddField(result, fields.Property(property));
                foreach (var method in InstanceMethods(each)) AddField(result, fields.Method(method));
                if (each != type && TypeAnnotations.Find<InterfaceTypeAttribute>(each) is not null) result.Interfaces.Add((InterfaceType)Composite(each)!);
            }
        });
        return result;
    }

    private UnionType Union(Type type, UnionTypeAttribute attribute)
    {
        var result = new UnionType(TypeAnnotations.InterfaceName(type, attribute.Name)) { DescriptionSource = () => XmlDocumentation.Summary(type) };
        map.Abstracts.Add(type, result);
        map.Add(result);
        foreach (var member in TypeAnnotations.Find<UnionMembersAttribute>(type)?.Members ?? [])
        {
            if (Composite(member) is ObjectType bound) result.Members.Add(bound);
            else map.Problems.Add($"{member} is listed as member of the union {result.Name}, but is bound to no object type.");
        }

        return result;
    }

    private void AddField(FieldsType type, FieldDefinition? field)
    {
        if (field is null) return;
        if (!type.Fields.TryAdd(field.Name, field)) map.Problems.Add($"{type.Name} has two fields called {field.Name}.");
    }

    /// <summary>Public readable properties, those of base classes first, in order of declaration.</summary>
    internal static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0 && TypeAnnotations.Find<IgnoreAttribute>(property) is null)
            .OrderBy(property => BaseTypes(property.DeclaringType!).Count()).ThenBy(property => property.MetadataToken);

    private static IEnumerable<MethodInfo> InstanceMethods(Type type) => Fit(type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly));

    private static IEnumerable<MethodInfo> StaticMethods(Type type) => Fit(type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly));

    private static IEnumerable<MethodInfo> Fit(MethodInfo[] methods) => methods
        .Where(method => !method.IsSpecialName && !method.IsGenericMethod && !ObjectMethods.Contains(method.Name)
            && method.ReturnType != typeof(void) && !method.IsDefined(typeof(CompilerGeneratedAttribute)) && TypeAnnotations.Find<IgnoreAttribute>(method) is null)
        .OrderBy(method => method.MetadataToken);

    private static IEnumerable<Type> BaseTypes(Type type)
    {
        for (var each = type.BaseType; each is not null && each != typeof(object); each = each.BaseType) yield return each;
    }

    private static bool IsStatic(Type type) => type is { IsAbstract: true, IsSealed: true };
}
