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
    public IServiceProvider Services => app.Services;

    public static async Task<DemoServer> StartAsync(Action<GraphQLHttpOptions>? options = null, Action<SchemaBuilder>? schema = null, bool page = false, Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<LoaderLog>();
        services?.Invoke(builder.Services);
        builder.Services.AddGraphQL(schema ?? DemoEngine.Configure);
        var app = builder.Build();
        app.MapGraphQL("/graphql", options);
        if (page) app.MapGet("/graphql", () => Results.Text("the page", "text/html"));
        await app.StartAsync();
        return new DemoServer(app);
    }

    /// <summary>A POST of JSON; the answer's status and text.</summary>
    public async Task<(int Status, string Text)> PostAsync(string json, string accept = "application/graphql-response+json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Url) { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await Client.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
