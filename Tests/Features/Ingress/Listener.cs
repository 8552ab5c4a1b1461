using System.Collections.Concurrent;
using System.Net;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Ingress;

/// <summary>An HTTP server in the test itself that notes what it was asked.</summary>
internal sealed class Listener : IDisposable
{
    private readonly HttpListener http = new();
    private readonly Func<HttpListenerContext, Task> answer;

    public Listener(Func<HttpListenerContext, Task> answer, int? port = null)
    {
        this.answer = answer;
        Address = $"127.0.0.1:{port ?? CaddyServer.FreePort()}";
        // Not by its address: whatever host is asked for comes here.
        http.Prefixes.Add($"http://*:{Address.Split(':')[1]}/");
        http.Start();
        _ = ServeAsync();
    }

    public string Address { get; }

    public ConcurrentQueue<(string Method, string Path, WebHeaderCollection Headers)> Asked { get; } = [];

    public static void Say(HttpListenerContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        using var writer = new StreamWriter(context.Response.OutputStream);
        writer.Write(text);
    }

    public void Dispose() => http.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await http.GetContextAsync();
                Asked.Enqueue((context.Request.HttpMethod, context.Request.RawUrl!, (WebHeaderCollection)context.Request.Headers));
                _ = AnswerAsync(context);
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        await answer(context);
        if (!context.Request.IsWebSocketRequest) context.Response.Close();
    }
}
