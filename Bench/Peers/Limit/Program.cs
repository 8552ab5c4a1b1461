// What Kestrel can do without GraphQL: answers that were serialised beforehand, and a broadcaster. The engine's figures are multiples of this one's.
using GraphPlatform.Bench.Peers.Limit;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(int.Parse(Environment.GetEnvironmentVariable("PORT") ?? "4000")));
builder.Services.AddSingleton<Answers>();
builder.Services.AddSingleton<LogBroadcast>();
var app = builder.Build();
app.UseWebSockets();

// raw: frames are written into the upgraded connection, many at once. api: one WebSocket.SendAsync per message, as the engines do.
var socket = Environment.GetEnvironmentVariable("WS_MODE") == "raw" ? (RequestDelegate)FrameSocket.ServeAsync : MessageSocket.ServeAsync;
app.Run(context => context.Request.Headers.Upgrade.Count > 0 ? socket(context) : QueryEndpoint.ServeAsync(context));
app.Run();
