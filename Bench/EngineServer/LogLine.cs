using GraphPlatform.GraphQL.Binding;

namespace GraphPlatform.Bench.EngineServer;

/// <summary>A line of the benchmark's log.</summary>
/// <param name="Seq">Counts up by one.</param>
/// <param name="At">When it was published: "m" and nanoseconds of the monotonic clock.</param>
/// <param name="Stream">stdout</param>
/// <param name="Text">The text.</param>
[ObjectType]
public sealed record LogLine(int Seq, string At, string Stream, string Text);
