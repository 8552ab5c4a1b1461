namespace GraphPlatform.Docker;

/// <summary>What went wrong on the engine, as far as its answer tells. <c>EngineErrors</c> is the one place that decides it.</summary>
public enum DockerErrorKind
{
    /// <summary>The engine failed in a way that has no kind of its own (status 500 and others).</summary>
    ServerError,

    /// <summary>The engine is not reachable, or closed the connection before it answered. The request may have been applied.</summary>
    Unavailable,

    /// <summary>A stream that was already open ended before its end: the engine died or the connection was cut.</summary>
    StreamBroken,

    /// <summary>The answer is not what the Docker Engine API says, or the engine is older than API 1.41.</summary>
    Protocol,

    /// <summary>No such container, network, volume or exec (404).</summary>
    NotFound,

    /// <summary>No such image, locally or in its registry.</summary>
    ImageNotFound,

    /// <summary>The object's state does not allow it (409).</summary>
    Conflict,

    /// <summary>Another object has that name (409).</summary>
    NameInUse,

    /// <summary>Someone else is removing this container right now (409).</summary>
    RemovalInProgress,

    /// <summary>The container is not running (409, or 500 from older engines).</summary>
    NotRunning,

    /// <summary>The container is paused already, or cannot do this while it is: exec (409).</summary>
    Paused,

    /// <summary>The image, volume or network cannot be removed while something uses it (409, or 403 for networks).</summary>
    InUse,

    /// <summary>The request itself is wrong (400).</summary>
    BadRequest,

    /// <summary>The engine or the registry refused the credentials (401, 403).</summary>
    Unauthorized,

    /// <summary>A published port is taken on the host.</summary>
    PortInUse,

    /// <summary>The engine's disk is full.</summary>
    DiskFull,

    /// <summary>The subnet overlaps with another network's, or an address is taken in it.</summary>
    SubnetOverlap,

    /// <summary>The engine's default address pools are used up: pass a subnet.</summary>
    AddressPoolsExhausted,

    /// <summary>The image's registry could not be reached or failed.</summary>
    PullFailed,

    /// <summary>The image could not be pushed.</summary>
    PushFailed,

    /// <summary>A build step failed.</summary>
    BuildFailed,

    /// <summary>The command does not exist in the container or cannot be executed.</summary>
    CommandNotFound,
}
