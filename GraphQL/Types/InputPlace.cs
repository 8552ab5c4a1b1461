namespace GraphPlatform.GraphQL.Types;

/// <summary>
/// Where in an input a value is, said only when something is wrong there. One for each list and object on the way, which moves along its items:
/// a value costs nothing.
/// </summary>
internal sealed class InputPlace
{
    private readonly InputPlace? parent;
    private readonly string kind;
    private readonly string name;
    private int index;
    private string? field;

    /// <summary>A variable or an argument; it never changes, so all requests may share it.</summary>
    public InputPlace(string kind, string name) => (this.kind, this.name) = (kind, name);

    /// <summary>A list or object at a place.</summary>
    public InputPlace(InputPlace parent) => (this.parent, kind, name) = (parent, "", "");

    public InputPlace At(int item)
    {
        index = item;
        return this;
    }

    public InputPlace At(string inputField)
    {
        field = inputField;
        return this;
    }

    public override string ToString()
    {
        var steps = new Stack<string>();
        var place = this;
        for (; place.parent is not null; place = place.parent) steps.Push(place.field is null ? $"[{place.index}]" : $".{place.field}");
        return $"{place.kind}{place.name}{string.Concat(steps)}";
    }
}
