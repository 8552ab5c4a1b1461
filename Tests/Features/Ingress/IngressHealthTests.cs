using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Ingress;

/// <summary>What Health says of the way to containers' names.</summary>
public sealed class IngressHealthTests
{
    [SkippableTheory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task The_ingress_is_well_exactly_while_a_proxy_passes_requests_on_to_this_servers_gate(string scheme)
    {
        var listen = $"127.0.0.1:{CaddyServer.FreePort()}";
        await using var server = await ServerProcess.StartAsync(options: ["--Ingress:HttpListen", listen]);
        Assert.StartsWith($"No proxy answers at {listen}", await SaidAsync(server, "DEGRADED"), StringComparison.Ordinal);
        await using (await CaddyServer.StartAtAsync(listen, server.Gate, "--Ingress:Scheme", scheme))
            Assert.Equal("Names under apps.localhost lead to their containers.", await SaidAsync(server, "OK"));
        using (new Listener(context => { Listener.Say(context, 200, "another program"); return Task.CompletedTask; }, int.Parse(listen.Split(':')[1], null)))
            Assert.StartsWith($"What answers at {listen} does not pass requests on", await SaidAsync(server, "DEGRADED", "What answers"), StringComparison.Ordinal);
    }

    /// <summary>What is said of it once it is so; an answer is good for a moment, and nobody asks sooner.</summary>
    private static async Task<string> SaidAsync(ServerProcess server, string state, string words = "")
    {
        using var client = new GraphQLClient(server.Url);
        for (var patience = 0; ; patience++)
        {
            var components = (await client.QueryAsync("{ health { components { name state reason } } }")).GetProperty("health").GetProperty("components").EnumerateArray();
            var ingress = components.Single(c => c.GetProperty("name").GetString() == "ingress");
            var reason = ingress.GetProperty("reason").GetString()!;
            if ((ingress.GetProperty("state").GetString() == state && reason.StartsWith(words, StringComparison.Ordinal)) || patience == 100) return reason;
            await Task.Delay(200);
        }
    }
}
