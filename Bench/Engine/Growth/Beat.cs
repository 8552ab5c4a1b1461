using GraphPlatform.GraphQL.Binding;

namespace GraphPlatform.Bench.Engine.Growth;

/// <summary>An event that counts how often it is looked at.</summary>
[ObjectType]
public sealed class Beat(int number, Heart heart)
{
    /// <summary>Its number: each execution of an event asks once.</summary>
    public int Number()
    {
        heart.CountExecution();
        return number;
    }
}
