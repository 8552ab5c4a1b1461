namespace GraphPlatform.GraphQL.Execution.Running;

/// <summary>A state of the output to go back to.</summary>
/// <param name="Length">Bytes written.</param>
/// <param name="Holes">Holes left.</param>
/// <param name="Frames">Frames recorded.</param>
internal readonly record struct WriteMark(int Length, int Holes, int Frames);

/// <summary>What one uninterrupted walk wrote: bytes, holes and frames that follow each other.</summary>
internal readonly record struct WriteRange(WriteMark Start, WriteMark End);

/// <summary>
/// A nullable value that has holes inside: if one of them turns out to be a null that must not be, all of the value becomes null.
/// Nullable values without holes are settled when they are written and leave no frame.
/// </summary>
internal record struct NullableFrame(int Start, int End, int FirstHole, int EndHole);
