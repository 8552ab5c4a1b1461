// The GraphQL engine as it is shipped, with the benchmark's schema. Bench/README.md says how it is measured.
using GraphPlatform.Bench.EngineServer;
using GraphPlatform.GraphQL;
using GraphPlatform.GraphQL.Http;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(int.Parse(Environment.GetEnvironmentVariable("PORT") ?? "4000")));
builder.Services.AddSingleton<Fleet>();
builder.Services.AddSingleton<LogPublisher>();
builder.Services.AddGraphQL(schema => schema.AddTypes(typeof(Fleet).Assembly));
var app = builder.Build();
app.MapGraphQL();
app.Run();
