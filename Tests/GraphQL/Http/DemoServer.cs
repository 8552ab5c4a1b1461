using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Http;
using GraphPlatform.GraphQL.Tests.Demo;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GraphPlatform.GraphQL.Tests.Http;

/// <summary>A real Kestrel on a port of its own, with the demo schema or another.</summary>
internal sealed class DemoServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private DemoServer(WebApplication app)
    {
        this.app = app;
        Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Client = new HttpClient { BaseAddress = new Uri(Address) };
    }

    public string Address { get; }
    public string Url => Address + "/graphql";
    public Uri WebSocketUrl => new(Url.Replace("http", "ws", StringComparison.Ordinal));
    public HttpClient Client { get; }

    public static async Task<DemoServer> StartAsync(Action<GraphQLHttpOptions>? options = null, Action<SchemaBuilder>? schema = null, bool page = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<LoaderLog>();
        builder.Services.AddGraphQL(schema ?? DemoEngine.Configure);
        var app = builder.Build();
        app.MapGraphQL("/graphql", options);
        if (page) app.MapGet("/graphql", () => Results.Text("the page", "text/html"));
        await app.StartAsync();
        return new DemoServer(app);
    }

    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
