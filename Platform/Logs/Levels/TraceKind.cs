namespace GraphPlatform.Platform.Logs.Levels;

/// <summary>The stack trace that is being printed: what may belong to it.</summary>
internal enum TraceKind : byte
{
    None,

    /// <summary>Java, .NET, Node and whatever indents its frames.</summary>
    Stack,

    /// <summary>Python before the line that names the exception.</summary>
    Python,

    /// <summary>Python after that line: another trace may be chained to this one.</summary>
    PythonEnd,

    /// <summary>Go: goroutines and their functions.</summary>
    Go,

    /// <summary>Functions alone, as Go's zap writes them below an error.</summary>
    Functions,

    /// <summary>Rust before its message.</summary>
    RustMessage,

    /// <summary>Rust after its message.</summary>
    Rust,

    /// <summary>Node: the line of source that failed comes next.</summary>
    NodeSource,

    /// <summary>Node: the caret, a blank line and the error come next.</summary>
    NodeCaret,

    /// <summary>Node: the error and its frames, up to the version.</summary>
    Node,

    /// <summary>PHP and Dart: numbered frames.</summary>
    Numbered,

    /// <summary>A head whose message is the next line, then numbered frames.</summary>
    NumberedMessage,

    /// <summary>Elixir: frames, then the last message and the state.</summary>
    Elixir,
}
