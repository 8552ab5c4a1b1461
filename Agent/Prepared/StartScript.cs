using GraphPlatform.Docker.Containers;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Agent.Prepared;

/// <summary>
/// What a prepared instance is told to run: one command for the shell that waits in it, which becomes the program with exactly the arguments and the
/// environment that the engine would have given it.
/// </summary>
internal static class StartScript
{
    // What the engine sets where neither image nor user do (moby, daemon/container: CreateDaemonEnvironment).
    private const string DefaultPath = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    // What the shell that gives the program its name sets or changes itself.
    private static readonly string[] OfShell = ["SHLVL", "PWD", "OLDPWD"];
    private static readonly string[] Dynamic = ["IFS", "OPTIND", "LINENO", "RANDOM", "EPOCHSECONDS", "EPOCHREALTIME"];

    /// <summary>The command.</summary>
    /// <param name="spec">What is to run.</param>
    /// <param name="image">What the image says.</param>
    /// <param name="names">Whether the shell can give a program a name other than its path (<c>exec -a</c>).</param>
    /// <exception cref="PlatformException">ENGINE: neither image nor user name a program.</exception>
    public static string Of(InstanceSpec spec, ContainerConfig image, bool names)
    {
        var arguments = Arguments(spec, image);
        if (arguments.Count == 0) throw new PlatformException(ErrorCode.Engine, "The image names no program, and the container neither. Give it a command.");
        if (arguments[0].Contains('=', StringComparison.Ordinal)) throw new PlatformException(ErrorCode.Engine, $"A program whose name has a '=' cannot be told to a prepared instance: {arguments[0]}.");
        var environment = Environment(spec, image);

        // Who the user is decides the engine, when it starts the shell.
        var home = environment.ContainsKey("HOME") ? "" : " \"HOME=${HOME:-/}\"";
        var name = names && !arguments[0].Contains('/', StringComparison.Ordinal) && environment.Keys.All(IsKept) ? Named(arguments[0], environment) : [];
        var words = environment.Values.Select(Quoted).Concat(name).Append("\"$f\"").Concat(arguments.Skip(1).Select(Quoted));
        return $"{Find(arguments[0], environment["PATH"]["PATH=".Length..])}exec {WaitingInit.Busybox} env -i{home} {string.Join(' ', words)}\n";
    }

    /// <summary>
    /// A program that was found in PATH has the name that it was asked for as its argument 0, as the engine gives it: what one shell does more. That one drops variables whose names it could not
    /// set itself; where there are any, the name is the path.
    /// </summary>
    private static IEnumerable<string> Named(string name, Dictionary<string, string> environment)
    {
        var own = OfShell.Where(environment.ContainsKey).Select(v => $"export {v}={Quoted(environment[v][(v.Length + 1)..])}; ");
        return [WaitingInit.Busybox, "sh", "-c", Quoted($"unset {string.Join(' ', OfShell)}; {string.Concat(own)}exec -a \"$0\" \"$@\""), Quoted(name)];
    }

    private static bool IsKept(string variable) =>
        variable.Length > 0 && !char.IsAsciiDigit(variable[0]) && variable.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !Dynamic.Contains(variable);

    /// <summary>Puts the program's path into <c>f</c>. Left to itself, our busybox would run an applet of its own where the image has a program of that name.</summary>
    private static string Find(string program, string path) => program.Contains('/', StringComparison.Ordinal) ? $"f={Quoted(program)}\n" : $"""
        set -f
        IFS=:
        f=
        p={Quoted(program)}
        w={Quoted(path)}
        for d in $w; do
          if [ -z "$f" ] && [ -f "$d/$p" ] && [ -x "$d/$p" ]; then f="$d/$p"; fi
        done
        if [ -z "$f" ]; then
          echo "$p: not found" >&2
          exit 127
        fi

        """;

    /// <summary>Entrypoint and command, each the image's where the user has none; whose entrypoint is replaced, its command means nothing.</summary>
    private static IReadOnlyList<string> Arguments(InstanceSpec spec, ContainerConfig image)
    {
        var (entrypoint, command) = (spec.Spec.Entrypoint, spec.Spec.Command);
        if (entrypoint is { Count: > 0 }) return [.. entrypoint, .. command ?? []];
        return [.. entrypoint ?? image.Entrypoint, .. command is { Count: > 0 } ? command : image.Cmd];
    }

    private static Dictionary<string, string> Environment(InstanceSpec spec, ContainerConfig image)
    {
        var variables = new Dictionary<string, string>();
        foreach (var variable in (IEnumerable<string>)[DefaultPath, "HOSTNAME=" + spec.Name, .. image.Env, .. spec.Spec.Environment.Select(e => $"{e.Name}={e.Value}")])
        {
            if (variable.Contains('=', StringComparison.Ordinal)) variables[variable.Split('=', 2)[0]] = variable;
        }

        return variables;
    }

    /// <summary>As one word of the shell, whatever is in it (POSIX, Shell Command Language, 2.2.2).</summary>
    private static string Quoted(string word) => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
