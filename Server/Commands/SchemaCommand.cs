using GraphPlatform.GraphQL.Types;
using GraphPlatform.Server.Hosting;

namespace GraphPlatform.Server.Commands;

/// <summary>Prints the schema; opens no database and no engine.</summary>
internal static class SchemaCommand
{
    public static int Run(string[] args)
    {
        using var app = ServerApp.Build(args);
        Console.Out.Write(SchemaPrinter.Print(app.Services.GetRequiredService<GraphQLSchema>()));
        return 0;
    }
}
