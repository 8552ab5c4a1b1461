namespace GraphPlatform.Platform.Logs.Levels;

/// <summary>The first line of a stack trace: ERROR by itself, FATAL for panics and exceptions that nobody handled.</summary>
/// <param name="Kind">What may follow.</param>
/// <param name="Level">Its level; null when the line's own words say it.</param>
internal readonly record struct TraceHead(TraceKind Kind, LogLevel? Level)
{
    /// <summary>What a line begins; <see cref="TraceKind.None"/> without a level for most.</summary>
    /// <param name="text">The line, without colours at its beginning.</param>
    /// <param name="above">The level of the line above.</param>
    public static TraceHead Of(ReadOnlySpan<byte> text, LogLevel? above)
    {
        if (text[^1] == ':' && text.EndsWith("(most recent call last):"u8)) return Python(text);
        var known = text[0] switch
        {
            (byte)'p' when text.StartsWith("panic: "u8) => new TraceHead(TraceKind.Go, LogLevel.Fatal),
            (byte)'f' when text.StartsWith("fatal error: "u8) => new(TraceKind.Go, LogLevel.Fatal),
            (byte)'g' when text.StartsWith("goroutine "u8) && text.EndsWith("]:"u8) => new(TraceKind.Go, above == LogLevel.Fatal ? above : LogLevel.Error),
            (byte)'t' when text.StartsWith("thread '"u8) && text.IndexOf(" panicked at "u8) > 0 => new(text.EndsWith(":"u8) ? TraceKind.RustMessage : TraceKind.Rust, LogLevel.Fatal),
            (byte)'t' when text.StartsWith("terminate called "u8) => new(TraceKind.Stack, LogLevel.Fatal),
            (byte)'F' when text.StartsWith("Fatal error: "u8) => new(TraceKind.Numbered, LogLevel.Fatal),
            (byte)'P' when text.StartsWith("PHP "u8) => Php(text[4..]),
            (byte)'E' when text.StartsWith("Exception in thread "u8) => new(TraceKind.Stack, LogLevel.Fatal),
            (byte)'E' when text.StartsWith("Exception ignored in"u8) => new(TraceKind.Stack, LogLevel.Error),
            (byte)'U' => Unhandled(text),
            (byte)'S' when text.StartsWith("Stack trace:"u8) => new(TraceKind.Numbered, above >= LogLevel.Warn ? above : LogLevel.Error),
            (byte)'S' when text.StartsWith("Segmentation fault"u8) => new(TraceKind.None, LogLevel.Fatal),
            (byte)'[' when text.StartsWith("[stacktrace]"u8) && above >= LogLevel.Warn => new(TraceKind.Numbered, above),
            (byte)'C' when text.StartsWith("Caused by: "u8) => Cause(text["Caused by: "u8.Length..], above),
            (byte)'-' when text.StartsWith("---> "u8) => Cause(text["---> "u8.Length..], above),
            (byte)'*' when text.StartsWith("** ("u8) && text.IndexOf((byte)')') > 4 => new(TraceKind.Elixir, LogLevel.Error),
            (byte)'=' when text.StartsWith("="u8) && text.IndexOf(" REPORT===="u8) is > 1 and var end => Erlang(text[1..end]),
            (byte)'/' or (byte)'n' or (byte)'f' or (byte)'[' when IsSource(text) => new(TraceKind.NodeSource, LogLevel.Error),
            _ => default,
        };
        return known.Kind != TraceKind.None || known.Level is not null || !LevelText.IsLetter(text[0]) && text[0] is not ((byte)'/' or (byte)'_') ? known : Named(text);
    }

    /// <summary>The head may stand after a logger's words: then those say the level.</summary>
    private static TraceHead Python(ReadOnlySpan<byte> text) => new(TraceKind.Python, text.TrimStart(" +|"u8).StartsWith("Traceback"u8) ? LogLevel.Error : null);

    private static TraceHead Php(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("Stack trace:"u8)) return new(TraceKind.Numbered, LogLevel.Error);
        var colon = text.IndexOf((byte)':');
        if (colon is < 1 or > 24) return default;
        var what = text[..colon];
        if (what.SequenceEqual("Fatal error"u8) || what.SequenceEqual("Recoverable fatal error"u8)) return new(TraceKind.Numbered, LogLevel.Fatal);
        return what.SequenceEqual("Parse error"u8) ? new(TraceKind.Numbered, LogLevel.Error) : default;
    }

    private static TraceHead Unhandled(ReadOnlySpan<byte> text)
    {
        if (LevelText.BeginsWith(text, "Unhandled exception"u8))
            return new(text.TrimEnd((byte)' ').EndsWith("xception:"u8) ? TraceKind.NumberedMessage : TraceKind.Stack, LogLevel.Fatal);
        if (LevelText.BeginsWith(text, "Unhandled rejection"u8) || LevelText.BeginsWith(text, "Unhandled promise rejection"u8) || LevelText.BeginsWith(text, "Uncaught exception"u8))
            return new(TraceKind.Stack, LogLevel.Fatal);
        return text.StartsWith("Uncaught "u8) && Named(text["Uncaught "u8.Length..]).Kind == TraceKind.Stack ? new(TraceKind.Stack, LogLevel.Fatal) : default;
    }

    /// <summary>Belongs to what is above when that is serious; otherwise the exception stands for itself.</summary>
    private static TraceHead Cause(ReadOnlySpan<byte> text, LogLevel? above) => above >= LogLevel.Warn ? new(TraceKind.Stack, above) : Named(text);

    private static TraceHead Erlang(ReadOnlySpan<byte> what) =>
        new(TraceKind.None, LevelWords.Of(what).Level ?? (what.SequenceEqual("CRASH"u8) || what.SequenceEqual("SUPERVISOR"u8) ? LogLevel.Error : what.SequenceEqual("PROGRESS"u8) ? LogLevel.Info : null));

    /// <summary>Node says where: <c>/app/shop.js:3</c> and nothing else on the line.</summary>
    private static bool IsSource(ReadOnlySpan<byte> text)
    {
        var colon = text.LastIndexOf((byte)':');
        if (colon < 2 || colon == text.Length - 1 || text[(colon + 1)..].ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
        var file = text[..colon];
        return !file.Contains((byte)' ') && (file.StartsWith("node:"u8) || file.SequenceEqual("[eval]"u8) || file.EndsWith(".js"u8) || file.EndsWith(".mjs"u8) || file.EndsWith(".cjs"u8) || file.EndsWith(".ts"u8));
    }

    /// <summary>An exception's name at the beginning: <c>java.lang.IllegalStateException: …</c>, <c>TypeError: …</c>; Ruby's <c>shop.rb:3:in 'lost': … (OrderLost)</c>.</summary>
    private static TraceHead Named(ReadOnlySpan<byte> text)
    {
        // No exception's name has a blank in it: most lines end here.
        var length = text.IndexOfAny((byte)' ', (byte)'=');
        if (length > 0 && text[length] == '=') return default;
        if (length > 0 && text[length - 1] != ':' && text[(length + 1)..] is not [(byte)'[' or (byte)'(', ..] && !text[..length].EndsWith(":in"u8)) return default;
        length = 0;
        while (length < text.Length && (LevelText.IsLetter(text[length]) || LevelText.IsDigit(text[length]) || text[length] is (byte)'.' or (byte)'_' or (byte)'$' or (byte)'/' or (byte)'-' or (byte)'\\')) length++;
        var name = text[..length];
        var rest = text[length..];
        if (rest is [(byte)':', >= (byte)'0' and <= (byte)'9', ..]) return IsRuby(name, rest) ? new(TraceKind.Stack, LogLevel.Error) : default;
        if (rest.StartsWith("::"u8)) return Named(rest[2..]);
        if (!(rest is [] or [(byte)':'] or [(byte)':', (byte)' ', ..] || rest.StartsWith(" ["u8) && rest.IndexOf("]: "u8) > 0 || rest.StartsWith(" ("u8) && rest.EndsWith("):"u8))) return default;
        var simple = name[(name.LastIndexOfAny((byte)'.', (byte)'$', (byte)'/') + 1)..];
        if (simple.IsEmpty || simple[0] is < (byte)'A' or > (byte)'Z') return default;
        return simple.EndsWith("Error"u8) || simple.EndsWith("Exception"u8) || simple.EndsWith("Throwable"u8) ? new(TraceKind.Stack, LogLevel.Error) : default;
    }

    private static bool IsRuby(ReadOnlySpan<byte> file, ReadOnlySpan<byte> rest)
    {
        var place = rest[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return place > 0 && rest[(place + 1)..].StartsWith(":in "u8) && (file.EndsWith(".rb"u8) || file.EndsWith(".ru"u8) || rest.EndsWith(")"u8));
    }
}
