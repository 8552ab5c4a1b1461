using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Binding.Discovery;

/// <summary>The named types found so far, by C# type and by name, and the problems met on the way.</summary>
internal sealed class TypeMap(Dictionary<Type, ScalarBinding> customScalars, int pageSize, bool refusesNul)
{
    private readonly Dictionary<string, NamedType> byName = [];
    private readonly Dictionary<string, ScalarBinding> namedScalars = [];
    private readonly Dictionary<Type, ScalarBinding> scalars = Merge(ScalarBinding.BuiltIn(), customScalars);

    /// <summary>Items of a page when nobody says how many.</summary>
    public int PageSize => pageSize;

    /// <summary>Whether text that clients give holds no NUL.</summary>
    public bool RefusesNul => refusesNul;

    public List<string> Problems { get; } = [];
    public Dictionary<Type, ObjectType> Objects { get; } = [];
    public Dictionary<Type, NamedType> Abstracts { get; } = [];
    public Dictionary<Type, EnumType> Enums { get; } = [];
    public Dictionary<Type, InputObjectType> Inputs { get; } = [];
    public IEnumerable<NamedType> All => byName.Values;

    public ScalarBinding? Scalar(Type type)
    {
        if (!scalars.TryGetValue(type, out var binding)) return null;
        Use(binding.Scalar);
        return binding;
    }

    /// <summary>A scalar backed by strings, by the name that an attribute gives it.</summary>
    public ScalarBinding NamedScalar(string name)
    {
        if (name == "ID") return ScalarBinding.Id;
        if (namedScalars.TryGetValue(name, out var binding)) return binding;
        var type = name == "Cursor" ? BuiltInScalars.Text(name, "A place in a list: opaque, goes into \"after\" or \"before\".", text => text, value => (string)value)
            : BuiltInScalars.Text(name, null, text => text, value => (string)value);
        binding = ScalarBinding.Of<string>(type, (output, value) => output.String(value));
        namedScalars.Add(name, binding);
        Use(type);
        return binding;
    }

    /// <summary>Puts a type under its name; a second one of the same name is a problem.</summary>
    public T Add<T>(T type) where T : NamedType
    {
        if (!byName.TryAdd(type.Name, type) && byName[type.Name] != type)
            Problems.Add($"Two types are called {type.Name}.");
        return type;
    }

    public NamedType? ByName(string name) => byName.GetValueOrDefault(name);

    public void Use(NamedType type) => byName.TryAdd(type.Name, type);

    private static Dictionary<Type, ScalarBinding> Merge(Dictionary<Type, ScalarBinding> builtIn, Dictionary<Type, ScalarBinding> custom)
    {
        foreach (var (type, binding) in custom) builtIn[type] = binding;
        return builtIn;
    }
}
