using GraphPlatform.Platform.Telemetry;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace GraphPlatform.Server.Telemetry;

/// <summary>Sends traces and metrics to where the configuration says, by OTLP over HTTP (OpenTelemetry Protocol 1.x). What cannot be sent is dropped: it holds nothing up.</summary>
internal sealed class OtlpExport(IOptions<TelemetryOptions> options) : IHostedService, IDisposable
{
    private const int MetricsInterval = 10_000;

    private TracerProvider? traces;
    private MeterProvider? metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.OtlpEndpoint is not { } endpoint) return Task.CompletedTask;
        var resource = ResourceBuilder.CreateDefault().AddService("graphplatform", serviceVersion: typeof(OtlpExport).Assembly.GetName().Version!.ToString(3));
        traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(PlatformTelemetry.Name, "Microsoft.AspNetCore")
            .AddOtlpExporter(o => To(o, endpoint, "traces")).Build();
        metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
            .AddMeter(PlatformTelemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddOtlpExporter((o, reader) =>
            {
                To(o, endpoint, "metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = MetricsInterval;
            }).Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();      // sends what waits
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        traces?.Dispose();
        metrics?.Dispose();
        (traces, metrics) = (null, null);
    }

    private static void To(OtlpExporterOptions exporter, string endpoint, string signal)
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new Uri($"{endpoint.TrimEnd('/')}/v1/{signal}");
    }
}
