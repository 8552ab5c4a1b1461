using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Ingress;

/// <summary>
/// Caddy's configuration (JSON, https://caddyserver.com/docs/json/, 2.6 and later). It never changes while containers come and go, since every change
/// closes all WebSockets that Caddy carries: each request is first put to the gate, whose answer names the instance that it goes to.
/// </summary>
public static class CaddyConfig
{
    /// <summary>Where the gate answers Caddy.</summary>
    public const string GatePath = "/ingress/gate";

    /// <summary>Where Caddy asks whether a domain may have a certificate: <c>?domain=</c>.</summary>
    public const string AskPath = "/ingress/ask";

    /// <summary>Where Caddy gets the answers that show that a domain points here; the path that was asked for is in <c>X-Forwarded-Uri</c>.</summary>
    public const string ChallengePath = "/ingress/challenge";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The configuration as JSON.</summary>
    /// <param name="options">Where it listens, and where the gate is.</param>
    /// <param name="folder">Where Caddy keeps certificates and its log.</param>
    public static string Print(IngressOptions options, string folder)
    {
        var secure = options.Scheme == "https";
        var http = new JsonObject { ["http_port"] = IPEndPoint.Parse(options.HttpListen).Port, ["servers"] = Servers(options, secure) };
        if (secure && options.HttpsListen.Length > 0) http["https_port"] = IPEndPoint.Parse(options.HttpsListen).Port;
        var apps = new JsonObject { ["http"] = http };
        if (secure && options.HttpsListen.Length > 0)
        {
            apps["tls"] = new JsonObject
            {
                ["automation"] = new JsonObject
                {
                    // A certificate is asked for at the first handshake, and only for names that the gate knows.
                    ["on_demand"] = new JsonObject { ["ask"] = $"http://{options.Gate}{AskPath}" },
                    ["policies"] = new JsonArray(new JsonObject { ["on_demand"] = true }),
                },
            };
        }

        return new JsonObject
        {
            // It is never changed at run time, so nobody needs to be able to.
            ["admin"] = new JsonObject { ["disabled"] = true, ["config"] = new JsonObject { ["persist"] = false } },
            ["logging"] = new JsonObject { ["logs"] = new JsonObject { ["default"] = Log(folder) } },
            ["storage"] = new JsonObject { ["module"] = "file_system", ["root"] = folder },
            ["apps"] = apps,
        }.ToJsonString(Indented);
    }

    private static JsonObject Log(string folder) => new()
    {
        ["level"] = "WARN",
        ["writer"] = new JsonObject { ["output"] = "file", ["filename"] = Path.Combine(folder, "caddy.log"), ["roll_size_mb"] = 10, ["roll_keep"] = 2 },
    };

    private static JsonObject Servers(IngressOptions options, bool secure)
    {
        var apps = Server(options, Challenge(options), Apps(options));
        if (!secure) return new JsonObject { ["apps"] = apps };
        var plain = new JsonObject { ["plain"] = Server(options, [Challenge(options), .. FromProxies(options), Redirect(options)]) };
        if (options.HttpsListen.Length == 0) return plain;
        apps["listen"] = new JsonArray(options.HttpsListen);
        apps["tls_connection_policies"] = new JsonArray(new JsonObject());
        plain["apps"] = apps;
        return plain;
    }

    private static JsonObject Server(IngressOptions options, params JsonObject[] routes) => new()
    {
        ["listen"] = new JsonArray(options.HttpListen),
        ["automatic_https"] = new JsonObject { ["disable"] = true },
        ["routes"] = new JsonArray([.. routes]),
    };

    private static JsonObject Apps(IngressOptions options) => new() { ["handle"] = new JsonArray(AskGate(options), PassOn(options)), ["terminal"] = true };

    /// <summary>What a proxy in front has taken over HTTPS is answered: to redirect it would lead to the same place for ever.</summary>
    private static IEnumerable<JsonObject> FromProxies(IngressOptions options)
    {
        if (Trusted(options) is not { } ranges) yield break;
        var apps = Apps(options);
        apps["match"] = new JsonArray(new JsonObject
        {
            ["remote_ip"] = new JsonObject { ["ranges"] = ranges },
            ["header"] = new JsonObject { ["X-Forwarded-Proto"] = new JsonArray("https") },
        });
        yield return apps;
    }

    private static JsonArray? Trusted(IngressOptions options) =>
        AddressRanges.Parse(options.TrustedProxies) is { Count: > 0 } ranges ? new JsonArray([.. ranges.Select(r => JsonValue.Create(r.ToString()))]) : null;

    /// <summary>Plain HTTP leads to HTTPS. Caddy itself answers what a certificate's issuer asks there.</summary>
    private static JsonObject Redirect(IngressOptions options)
    {
        var port = options.PublicPort == 443 ? "" : $":{options.PublicPort}";
        return new JsonObject
        {
            ["handle"] = new JsonArray(new JsonObject
            {
                ["handler"] = "static_response",
                ["status_code"] = 308,
                ["headers"] = new JsonObject { ["Location"] = new JsonArray($"https://{{http.request.host}}{port}{{http.request.uri}}") },
            }),
        };
    }

    /// <summary>What shows that a domain points here is the gate's own answer, and over plain HTTP: a certificate comes later.</summary>
    private static JsonObject Challenge(IngressOptions options) => new()
    {
        ["match"] = new JsonArray(new JsonObject { ["path"] = new JsonArray(Domain.ChallengePath + "*") }),
        ["handle"] = new JsonArray(ToGate(options, ChallengePath)),
        ["terminal"] = true,
    };

    /// <summary>Puts the request to the gate. Only what it answers with success goes on; anything else is the answer. While the gate restarts, the request waits.</summary>
    private static JsonObject AskGate(IngressOptions options)
    {
        var ask = ToGate(options, GatePath);
        ask["handle_response"] = new JsonArray(
            Answer(new JsonObject { ["Server-Timing"] = new JsonArray("*") }, new JsonObject
            {
                ["set"] = new JsonObject { ["Server-Timing"] = new JsonArray("{http.reverse_proxy.header.Server-Timing}") },
            }),
            Answer(null, null));
        return ask;
    }

    private static JsonObject ToGate(IngressOptions options, string path) => new()
    {
        ["handler"] = "reverse_proxy",
        ["upstreams"] = new JsonArray(new JsonObject { ["dial"] = options.Gate }),
        // The question mark takes the query away, which is the app's; the gate has it in X-Forwarded-Uri.
        ["rewrite"] = new JsonObject { ["method"] = "GET", ["uri"] = path + "?" },
        ["headers"] = Request("set", new JsonObject
        {
            ["X-Forwarded-Method"] = new JsonArray("{http.request.method}"),
            ["X-Forwarded-Uri"] = new JsonArray("{http.request.uri}"),
            ["X-Forwarded-Host"] = new JsonArray("{http.request.host}"),
        }),
        ["load_balancing"] = new JsonObject { ["try_duration"] = "10s", ["try_interval"] = "100ms" },
    };

    /// <summary>Takes over where the request goes, over whatever its sender claimed.</summary>
    private static JsonObject Answer(JsonObject? whenHeaders, JsonObject? response)
    {
        var match = new JsonObject { ["status_code"] = new JsonArray(2) };
        if (whenHeaders is not null) match["headers"] = whenHeaders;
        var headers = new JsonObject
        {
            ["handler"] = "headers",
            ["request"] = new JsonObject { ["set"] = new JsonObject { ["X-Upstream"] = new JsonArray("{http.reverse_proxy.header.X-Upstream}") } },
        };
        if (response is not null) headers["response"] = response;
        return new JsonObject { ["match"] = match, ["routes"] = new JsonArray(new JsonObject { ["handle"] = new JsonArray(headers) }) };
    }

    private static JsonObject PassOn(IngressOptions options)
    {
        var proxy = new JsonObject
        {
            ["handler"] = "reverse_proxy",
            ["upstreams"] = new JsonArray(new JsonObject { ["dial"] = "{http.request.header.X-Upstream}" }),
            ["headers"] = Request("delete", new JsonArray("X-Upstream")),
            // An open connection means use: one that is only kept for the next request would keep its container awake, and an old version from ending.
            ["transport"] = new JsonObject { ["protocol"] = "http", ["keep_alive"] = new JsonObject { ["enabled"] = false } },
        };
        if (Trusted(options) is { } ranges) proxy["trusted_proxies"] = ranges;
        return proxy;
    }

    private static JsonObject Request(string action, JsonNode what) => new() { ["request"] = new JsonObject { [action] = what } };
}
