using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace GraphPlatform.GraphQL.Binding.Discovery;

/// <summary>Descriptions from the XML file beside an assembly, read when introspection or the printer first asks.</summary>
internal static partial class XmlDocumentation
{
    private static readonly ConcurrentDictionary<Assembly, Dictionary<string, XElement>> Files = new();

    public static string? Summary(Type type) => Text(Find(type.Assembly, "T:" + TypeId(type))?.Element("summary"));

    public static string? Summary(MemberInfo member)
    {
        var found = Text(Find(member.Module.Assembly, Id(member))?.Element("summary"));
        // The properties of a positional record are documented as parameters of the record.
        return found ?? (member is PropertyInfo ? Parameter(member.DeclaringType!, member.Name) : null);
    }

    public static string? Parameter(ParameterInfo parameter)
    {
        var found = Text(Find(parameter.Member.Module.Assembly, Id(parameter.Member))?.Elements("param").FirstOrDefault(e => (string?)e.Attribute("name") == parameter.Name));
        return found ?? (parameter.Member is ConstructorInfo ? Parameter(parameter.Member.DeclaringType!, parameter.Name!) : null);
    }

    private static string? Parameter(Type type, string name) =>
        Text(Find(type.Assembly, "T:" + TypeId(type))?.Elements("param").FirstOrDefault(e => (string?)e.Attribute("name") == name));

    private static XElement? Find(Assembly assembly, string id) => Files.GetOrAdd(assembly, Load).GetValueOrDefault(id);

    private static Dictionary<string, XElement> Load(Assembly assembly)
    {
        var path = Path.ChangeExtension(assembly.Location, ".xml");
        if (assembly.Location.Length == 0 || !File.Exists(path)) return [];
        var members = new Dictionary<string, XElement>();
        foreach (var member in XDocument.Load(path).Descendants("member"))
            if (member.Attribute("name") is { } name) members[name.Value] = member;
        return members;
    }

    /// <summary>Markup becomes Markdown: code in backticks, references by their last name, paragraphs apart.</summary>
    private static string? Text(XElement? element)
    {
        if (element is null) return null;
        var text = new StringBuilder();
        Append(text, element);
        var paragraphs = text.ToString().Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(paragraph => Blanks().Replace(paragraph, " ").Trim()).Where(paragraph => paragraph.Length > 0).ToArray();
        return paragraphs.Length == 0 ? null : string.Join("\n\n", paragraphs);
    }

    private static void Append(StringBuilder text, XElement element)
    {
        foreach (var node in element.Nodes())
        {
            switch (node)
            {
                case XText plain: text.Append(Blanks().Replace(plain.Value, " ")); break;
                case XElement { Name.LocalName: "c" or "code" } code: text.Append('`').Append(code.Value).Append('`'); break;
                case XElement { Name.LocalName: "para" } paragraph:
                    text.Append("\n\n");
                    Append(text, paragraph);
                    text.Append("\n\n");
                    break;
                case XElement reference when (string?)(reference.Attribute("cref") ?? reference.Attribute("name") ?? reference.Attribute("langword")) is { } target && reference.IsEmpty:
                    text.Append('`').Append(target[(target.LastIndexOfAny(['.', ':']) + 1)..]).Append('`');
                    break;
                case XElement other: Append(text, other); break;
            }
        }
    }

    private static string Id(MemberInfo member) => member switch
    {
        PropertyInfo => $"P:{TypeId(member.DeclaringType!)}.{member.Name}",
        FieldInfo => $"F:{TypeId(member.DeclaringType!)}.{member.Name}",
        ConstructorInfo constructor => $"M:{TypeId(member.DeclaringType!)}.#ctor{Parameters(constructor)}",
        MethodInfo method => $"M:{TypeId(member.DeclaringType!)}.{member.Name}{Parameters(method)}",
        _ => "",
    };

    private static string Parameters(MethodBase method)
    {
        var parameters = method.GetParameters();
        return parameters.Length == 0 ? "" : $"({string.Join(',', parameters.Select(parameter => TypeId(parameter.ParameterType)))})";
    }

    private static string TypeId(Type type)
    {
        if (type.IsArray) return TypeId(type.GetElementType()!) + "[]";
        if (type.IsGenericParameter) return "`" + type.GenericParameterPosition;
        if (type.IsGenericType && !type.IsGenericTypeDefinition)
        {
            var definition = TypeId(type.GetGenericTypeDefinition());
            return $"{definition[..definition.LastIndexOf('`')]}{{{string.Join(',', type.GetGenericArguments().Select(TypeId))}}}";
        }

        return (type.FullName ?? type.Name).Replace('+', '.');
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
