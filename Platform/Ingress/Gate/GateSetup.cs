using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.Platform.Ingress.Gate;

/// <summary>Registers the gate, and what keeps its names.</summary>
public static class GateSetup
{
    /// <summary>Registers them.</summary>
    public static IServiceCollection AddGate(this IServiceCollection services) =>
        services.AddSingleton<RoutingTable>().AddSingleton<HeldRequests>().AddSingleton<GateWakes>().AddSingleton<IngressGate>().AddHostedService<RoutingFeed>();
}
