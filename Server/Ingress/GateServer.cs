using System.Net;
using GraphPlatform.Platform.Ingress;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Server.Ingress;

/// <summary>The gate's own listener. Nothing else of the server answers there, and the gate answers nowhere else; the console works without it being asked.</summary>
internal sealed class GateServer(GateRequests requests, IOptions<IngressOptions> options, ILoggerFactory logging) : IHostedService, IAsyncDisposable
{
    private WebApplication? app;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddSingleton(logging);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(o =>
        {
            o.AddServerHeader = false;
            o.Listen(IPEndPoint.Parse(options.Value.Gate));
        });
        app = builder.Build();
        app.Run(requests.AnswerAsync);
        await app.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => app?.DisposeAsync() ?? ValueTask.CompletedTask;
}
