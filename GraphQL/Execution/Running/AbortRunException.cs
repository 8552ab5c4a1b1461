namespace GraphPlatform.GraphQL.Execution.Running;

/// <summary>Ends the whole run: no field catches it, and the response is <see cref="Error"/> alone, without data.</summary>
internal sealed class AbortRunException : Exception
{
    private AbortRunException(GraphQLError error) : base(error.Message) => Error = error;

    public GraphQLError Error { get; }

    public static AbortRunException TooLarge(GraphQLOptions options) =>
        new(new GraphQLError($"The response is larger than {options.MaxResponseBytes} bytes: ask for less at a time.", GraphQLErrorCodes.ResponseTooLarge));

    public static AbortRunException TimedOut(TimeSpan limit) =>
        new(new GraphQLError($"The operation took longer than {limit.TotalSeconds:0.###} s and was given up.", GraphQLErrorCodes.TimedOut));

    /// <summary>The executor makes an <see cref="OperationCanceledException"/> of it.</summary>
    public static AbortRunException Cancelled() => new(new GraphQLError("The request was cancelled.", "CANCELLED"));
}
