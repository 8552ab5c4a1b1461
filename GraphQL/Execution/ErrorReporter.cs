using System.Security.Cryptography;
using GraphPlatform.GraphQL.Execution.Plans;
using GraphPlatform.GraphQL.Types;
using Microsoft.Extensions.Logging;

namespace GraphPlatform.GraphQL.Execution;

/// <summary>Decides what a client learns of an exception. What nobody maps is masked and logged under an id that the client is told.</summary>
internal sealed class ErrorReporter(IReadOnlyList<Func<Exception, (string Code, string Message)?>> mappers, ILogger logger)
{
    public (string Code, string Message) Describe(Exception exception, FieldSource? field, CancellationToken cancellationToken)
    {
        if (Map(exception) is { } mapped) return mapped;
        if (exception is GraphQLException known) return (known.Code, known.Message);
        if (exception is InputException) return (GraphQLErrorCodes.BadUserInput, exception.Message);
        if (exception is OperationCanceledException && cancellationToken.IsCancellationRequested) return ("CANCELLED", "The request was cancelled.");
        var id = RandomNumberGenerator.GetHexString(12, lowercase: true);
        logger.LogError(exception, "GraphQL error {ErrorId} in {Type}.{Field}", id, field?.Parent.Name, field?.Definition.Name);
        return (GraphQLErrorCodes.Internal, $"Internal error, id {id}");
    }

    /// <summary>For what fails after the answer is known: nobody is told, but it is logged.</summary>
    public void Log(Exception exception, string what) => logger.LogError(exception, "GraphQL: {What} failed", what);

    private (string Code, string Message)? Map(Exception exception)
    {
        try
        {
            foreach (var mapper in mappers)
                if (mapper(exception) is { } mapped) return mapped;
        }
        catch (Exception e)
        {
            logger.LogError(e, "The mapping of a GraphQL error failed");
        }

        return null;
    }
}
