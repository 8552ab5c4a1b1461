using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Terminals;

namespace GraphPlatform.Schema.Terminals;

/// <summary>Terminals of who asks.</summary>
[QueryType]
public static class TerminalQueries
{
    /// <summary>A terminal that the viewer has opened.</summary>
    public static Terminal Terminal([ID] string id, Caller caller, TerminalService terminals) => terminals.Find(caller, id);
}
