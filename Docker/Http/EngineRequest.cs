using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GraphPlatform.Docker.Http;

/// <summary>What a request was for: decides what an unclear engine message means.</summary>
internal enum Purpose
{
    General,
    Pull,
    Push,
    Build,
}

/// <summary>One request to the engine, built as a value. Its content is made anew for each attempt.</summary>
internal sealed record EngineRequest(HttpMethod Method, string Path)
{
    public Query? Query { get; init; }

    public Func<HttpContent>? Content { get; init; }

    /// <summary>A header of Docker's own, such as X-Registry-Auth.</summary>
    public (string Name, string Value)? Header { get; init; }

    public Purpose Purpose { get; init; }

    /// <summary>Asks for the connection itself (<c>Upgrade: tcp</c>).</summary>
    public bool Upgrade { get; init; }

    public static EngineRequest Get(string path, Query? query = null) => new(HttpMethod.Get, path) { Query = query };

    public static EngineRequest Post(string path, Query? query = null) => new(HttpMethod.Post, path) { Query = query };

    public static EngineRequest Delete(string path, Query? query = null) => new(HttpMethod.Delete, path) { Query = query };

    public EngineRequest WithJson<T>(T body, JsonTypeInfo<T> type)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, type);
        return this with { Content = () => new ByteArrayContent(bytes) { Headers = { ContentType = new("application/json") } } };
    }

    public EngineRequest WithTar(Stream tar)
    {
        ArgumentNullException.ThrowIfNull(tar);
        return this with { Content = () => new TarContent(tar) };
    }

    public HttpRequestMessage ToMessage(Uri baseAddress, ApiVersion? version)
    {
        var prefix = version is { } agreed ? "/v" + agreed : "";
        var message = new HttpRequestMessage(Method, new Uri(baseAddress, prefix + Path + Query)) { Content = Content?.Invoke() };
        if (Header is { } header) message.Headers.TryAddWithoutValidation(header.Name, header.Value);
        // The engine can refuse before the body is on its way; otherwise its refusal may be lost behind a broken pipe.
        if (message.Content is TarContent) message.Headers.ExpectContinue = true;
        if (Upgrade)
        {
            message.Headers.Connection.Add("Upgrade");
            message.Headers.TryAddWithoutValidation("Upgrade", "tcp");
        }

        return message;
    }
}
