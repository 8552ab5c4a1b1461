namespace GraphPlatform.Platform.Scaling;

/// <summary>What counts as use of a container. Looking at its page or its log does not.</summary>
public enum UseKind
{
    /// <summary>It was started, woken or updated.</summary>
    Change,

    /// <summary>A command was run in it.</summary>
    Exec,

    /// <summary>Somebody typed in a terminal, watches one, or a program wrote in it.</summary>
    Terminal,

    /// <summary>Its files were read or changed through the API.</summary>
    Files,

    /// <summary>A request came through the ingress.</summary>
    Request,

    /// <summary>A connection to it is open.</summary>
    Connection,

    /// <summary>It uses more of a core than idle programs do.</summary>
    Cpu,

    /// <summary>It sends or receives more than idle programs do.</summary>
    Network,
}
