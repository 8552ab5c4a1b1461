using GraphPlatform.Platform.Access;
using GraphPlatform.Server.Hosting;

namespace GraphPlatform.Server.Transfers;

/// <summary>How HTTP tells what went wrong with a link.</summary>
internal static class TransferStatus
{
    /// <summary>Says what went wrong, before anything of an answer has been written.</summary>
    public static Task RefuseAsync(HttpResponse response, PlatformException error, CancellationToken ct)
    {
        response.StatusCode = Of(error.Code);
        if (error.Code == ErrorCode.Unavailable) response.Headers.RetryAfter = DatabaseAnswers.RetryAfter;
        return response.WriteAsync(error.Message, ct);
    }

    private static int Of(ErrorCode code) => code switch
    {
        ErrorCode.NotFound => StatusCodes.Status404NotFound,
        ErrorCode.Forbidden => StatusCodes.Status403Forbidden,
        ErrorCode.Validation => StatusCodes.Status400BadRequest,
        ErrorCode.Conflict => StatusCodes.Status409Conflict,
        ErrorCode.Capacity or ErrorCode.QuotaExceeded => StatusCodes.Status507InsufficientStorage,
        ErrorCode.Unavailable => StatusCodes.Status503ServiceUnavailable,
        ErrorCode.Engine => StatusCodes.Status502BadGateway,
        _ => StatusCodes.Status500InternalServerError,
    };
}
