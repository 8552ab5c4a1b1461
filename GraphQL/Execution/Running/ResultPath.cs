using GraphPlatform.GraphQL.Execution.Plans;

namespace GraphPlatform.GraphQL.Execution.Running;

/// <summary>One step of a path: a field, or the index of a list item when <see cref="Field"/> is null.</summary>
internal struct PathStep
{
    public FieldPlan? Field;
    public int Index;
}

/// <summary>
/// Where the walk is. A stack that is written in passing and read only when something goes wrong or has to wait:
/// https://spec.graphql.org/September2025/#sec-Errors.Error-Result-Format
/// </summary>
internal struct ResultPath()
{
    private PathStep[] steps = new PathStep[8];

    public int Depth { get; set; }

    /// <summary>The field that the walk is in.</summary>
    public readonly FieldPlan? CurrentField
    {
        get
        {
            for (var i = Depth - 1; i >= 0; i--)
                if (steps[i].Field is { } entered) return entered;
            return null;
        }
    }

    /// <summary>Enters a field and returns the depth to go back to.</summary>
    public int Push(FieldPlan field)
    {
        if (Depth == steps.Length) Array.Resize(ref steps, Depth * 2);
        steps[Depth].Field = field;
        return Depth++;
    }

    /// <summary>Enters a list; <see cref="SetIndex"/> says at which item the walk is.</summary>
    public void PushList()
    {
        if (Depth == steps.Length) Array.Resize(ref steps, Depth * 2);
        steps[Depth++].Field = null;
    }

    public readonly void SetIndex(int index) => steps[Depth - 1].Index = index;

    public void Pop() => Depth--;

    public readonly PathStep[] Copy() => steps.AsSpan(0, Depth).ToArray();

    public void Restore(PathStep[] copy)
    {
        if (steps.Length < copy.Length) steps = new PathStep[copy.Length + 8];
        copy.CopyTo(steps, 0);
        Depth = copy.Length;
    }

    /// <summary>Field names and list indexes, as an error shows them.</summary>
    public readonly object[] ToArray()
    {
        var path = new object[Depth];
        for (var i = 0; i < Depth; i++) path[i] = steps[i].Field is { } field ? field.ResponseName : steps[i].Index;
        return path;
    }
}
