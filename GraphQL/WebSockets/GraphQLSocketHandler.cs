using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;

namespace GraphPlatform.GraphQL.WebSockets;

/// <summary>Accepts sockets of the protocol graphql-transport-ws: https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md</summary>
internal sealed class GraphQLSocketHandler(GraphQLExecutor executor, GraphQLHttpOptions options, RequestGate gate, IHostApplicationLifetime lifetime, TimeProvider clock)
{
    private const string Protocol = "graphql-transport-ws";

    public async Task HandleAsync(HttpContext context)
    {
        var offered = context.WebSockets.WebSocketRequestedProtocols.Contains(Protocol);
        using var socket = await context.WebSockets.AcceptWebSocketAsync(offered ? Protocol : null);
        await using var connection = new SocketConnection(socket, (context.Features.Get<IHttpUpgradeFeature>() as BatchingUpgrade)?.Stream, options, clock);
        if (!offered)
        {
            connection.Close(4406, "Subprotocol not acceptable");
            while (await connection.ReceiveAsync() is not null) { }
            await connection.CloseAsync();
            return;
        }

        using var stopping = lifetime.ApplicationStopping.UnsafeRegister(state => ((SocketConnection)state!).Close(1001, "Server is shutting down"), connection);
        using var aborted = context.RequestAborted.UnsafeRegister(state => ((SocketConnection)state!).Abort(), connection);
        await new SocketSession(context, connection, executor, options, gate).RunAsync();
    }
}
