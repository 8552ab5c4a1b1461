using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Ingress;
using GraphPlatform.Server.Hosting;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Server.Commands;

/// <summary>Prints Caddy's configuration; opens no database and no engine, so that it can be asked for while the server runs.</summary>
internal static class IngressConfigCommand
{
    public static int Run(string[] args)
    {
        using var app = ServerApp.Build(args);
        try
        {
            var data = app.Services.GetRequiredService<IOptions<DataOptions>>().Value.Directory;
            Console.Out.WriteLine(CaddyConfig.Print(app.Services.GetRequiredService<IOptions<IngressOptions>>().Value, Path.Combine(Path.GetFullPath(data), "caddy")));
            return 0;
        }
        catch (OptionsValidationException error)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }
}
