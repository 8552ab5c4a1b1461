using System.Diagnostics;
using System.Diagnostics.Metrics;
using GraphPlatform.GraphQL.Execution.Plans;

namespace GraphPlatform.GraphQL.Execution.Diagnostics;

/// <summary>
/// What the engine tells about itself. Nothing is measured that nobody listens to. Names of attributes: https://opentelemetry.io/docs/specs/semconv/graphql/graphql-spans/
/// </summary>
public static class GraphQLDiagnostics
{
    /// <summary>The name of the <see cref="ActivitySource"/> and of the <see cref="Meter"/>.</summary>
    public const string Name = "GraphPlatform.GraphQL";

    internal static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "graphql.operation.duration", "s", "How long queries and mutations take, from the plan to the response.");

    private static readonly Histogram<double> Phases = Meter.CreateHistogram<double>(
        "graphql.document.duration", "s", "How long it takes to parse, validate and compile a document that is not known yet.");

    private static readonly Counter<long> Errors = Meter.CreateCounter<long>("graphql.errors", "{error}", "Entries of `errors`, by code.");
    private static readonly Counter<long> Documents = Meter.CreateCounter<long>("graphql.documents", "{document}", "Documents looked up, by whether they were known.");
    private static readonly UpDownCounter<long> Subscriptions = Meter.CreateUpDownCounter<long>("graphql.subscriptions", "{subscription}", "Subscriptions that are open.");

    /// <summary>Measures what is done once for a document, until it is disposed.</summary>
    internal static MeasuredPhase Measure(string phase) =>
        new(phase, Source.HasListeners() ? Source.StartActivity($"graphql.{phase}") : null, Phases.Enabled ? Stopwatch.GetTimestamp() : 0);

    internal readonly struct MeasuredPhase(string phase, Activity? activity, long started) : IDisposable
    {
        public void Dispose()
        {
            activity?.Dispose();
            if (started != 0) Phases.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("graphql.phase", phase));
        }
    }

    internal static void DocumentLooked(bool known)
    {
        if (Documents.Enabled) Documents.Add(1, new KeyValuePair<string, object?>("graphql.document.known", known));
    }

    internal static void Failed(IReadOnlyList<GraphQLError> errors)
    {
        if (!Errors.Enabled) return;
        foreach (var error in errors) Errors.Add(1, new KeyValuePair<string, object?>("graphql.error.code", error.Code));
    }

    internal static void SubscriptionOpened(int change) => Subscriptions.Add(change);

    /// <summary>The span of an operation; null when nobody records it.</summary>
    internal static Activity? Start(OperationPlan plan)
    {
        if (!Source.HasListeners()) return null;
        var (kind, name) = (KindOf(plan), plan.Operation.Name);
        var activity = Source.StartActivity(name is null ? kind : $"{kind} {name}", ActivityKind.Internal);
        activity?.SetTag("graphql.operation.type", kind);
        if (name is not null) activity?.SetTag("graphql.operation.name", name);
        return activity;
    }

    internal static void Ended(Activity? activity, GraphQLResult result)
    {
        if (activity is null) return;
        if (result.HasErrors)
        {
            activity.SetStatus(ActivityStatusCode.Error);
            activity.SetTag("graphql.error.count", result.Errors.Count);
        }

        activity.Dispose();
    }

    internal static void Measured(OperationPlan plan, TimeSpan duration, bool hasErrors)
    {
        if (!Duration.Enabled) return;
        Duration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("graphql.operation.type", KindOf(plan)), new KeyValuePair<string, object?>("graphql.failed", hasErrors));
    }

    private static string KindOf(OperationPlan plan) => plan.Operation.Kind switch
    {
        Language.OperationKind.Query => "query",
        Language.OperationKind.Mutation => "mutation",
        _ => "subscription",
    };
}
