using GraphPlatform.Platform.Access;

namespace GraphPlatform.Server.Transfers;

/// <summary>How HTTP tells what went wrong with a link.</summary>
internal static class TransferStatus
{
    public static int Of(ErrorCode code) => code switch
    {
        ErrorCode.NotFound => StatusCodes.Status404NotFound,
        ErrorCode.Forbidden => StatusCodes.Status403Forbidden,
        ErrorCode.Validation => StatusCodes.Status400BadRequest,
        ErrorCode.Conflict => StatusCodes.Status409Conflict,
        ErrorCode.Capacity or ErrorCode.QuotaExceeded => StatusCodes.Status507InsufficientStorage,
        ErrorCode.Engine => StatusCodes.Status502BadGateway,
        _ => StatusCodes.Status500InternalServerError,
    };
}
