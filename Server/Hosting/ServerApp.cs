using GraphPlatform.Agent;
using GraphPlatform.GraphQL.Budgets;
using GraphPlatform.GraphQL.Http;
using GraphPlatform.Jobs;
using GraphPlatform.Platform;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Ingress;
using GraphPlatform.Platform.Ingress.Gate;
using GraphPlatform.Schema;
using GraphPlatform.Server.Authentication;
using GraphPlatform.Server.Transfers;
using GraphPlatform.Server.Health;
using GraphPlatform.Server.Ingress;
using GraphPlatform.Server.Metrics;
using GraphPlatform.Server.Telemetry;
using GraphPlatform.Web;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using FileOptions = GraphPlatform.Platform.Files.FileOptions;

namespace GraphPlatform.Server.Hosting;

/// <summary>Puts the house together.</summary>
internal static class ServerApp
{
    // Of one byte of a text in JSON, and of what stands around it.
    private const int EscapedBytes = 6;
    private const int DocumentBytes = 64 << 10;

    private const string DefaultUrl = "http://127.0.0.1:5080";

    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        Configure(builder, args);

        builder.Services.AddPlatform().AddReconciler().AddGate().AddLocalWorker().AddJobs().AddConsole();
        builder.Services.AddSingleton<GateRequests>().AddHostedService<GateServer>().AddHostedService<OtlpExport>();
        builder.Services.AddSessionAuthentication();
        builder.Services.AddSchema(schema =>
        {
            schema.AddRequestValue<Caller>(Callers.Of);
            if (builder.Configuration.GetSection("Api").Get<ApiOptions>() is { } api) schema.Options.MaxExecutionTime = api.MaxExecutionTime;
        });
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(10));

        var app = builder.Build();
        app.UseForwardedHeaders(Forwarded(app.Services.GetRequiredService<IOptions<ApiOptions>>().Value));
        app.UseSecurityHeaders();
        app.UseDatabaseAnswers();
        app.UseMetrics();
        app.UseAuthentication();
        app.UseRefusalOfBadTokens();
        app.UseSameOrigin();
        app.Use((context, next) =>
        {
            if (Callers.Of(context) is { IsAdministrator: true } administrator) app.Services.GetRequiredService<ConsoleHosts>().Note(administrator, context.Request.Host.Host);
            return next(context);
        });
        app.MapIde();
        app.MapGraphQL("/graphql", o =>
        {
            var api = app.Services.GetRequiredService<IOptions<ApiOptions>>().Value;
            // A text of the longest kind has to fit, also where its client escapes each character: "\u003c".
            o.MaxRequestBytes = Math.Max(o.MaxRequestBytes, (EscapedBytes * app.Services.GetRequiredService<IOptions<FileOptions>>().Value.MaxTextBytes) + DocumentBytes);
            o.MaxMessageBytes = Math.Max(o.MaxMessageBytes, o.MaxRequestBytes);
            o.Budget = new RequestBudget(api.CostBurst, api.CostPerSecond);
            o.OnWebSocketInit = app.Services.GetRequiredService<SocketSessions>().InitAsync;
        });
        app.MapHealth();
        app.MapDownloads();
        app.MapUploads();
        app.MapConsole();
        return app;
    }

    /// <summary>A proxy on this machine is believed, and those that the options name, each about whom it got the request from.</summary>
    private static ForwardedHeadersOptions Forwarded(ApiOptions api)
    {
        var trusted = AddressRanges.Parse(api.TrustedProxies);
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = trusted.Count > 0 ? null : 1 };
        foreach (var range in trusted) options.KnownIPNetworks.Add(range);
        return options;
    }

    private static void Configure(WebApplicationBuilder builder, string[] args)
    {
        builder.Configuration
            .AddJsonFile(Path.Combine(Environment.CurrentDirectory, "appsettings.json"), optional: true)
            .AddEnvironmentVariables("GRAPHPLATFORM_")
            .AddCommandLine(args, new Dictionary<string, string> { ["--data"] = "Data:Directory" });
        if (string.IsNullOrEmpty(builder.Configuration["urls"])) builder.WebHost.UseUrls(DefaultUrl);
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(o => o.AddServerHeader = false);
        builder.Logging.AddSimpleConsole(o => o.SingleLine = true)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            .AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None)      // what fails there is thrown too, and told by who catches it
            .AddFilter("Quartz", LogLevel.Warning);
    }
}
