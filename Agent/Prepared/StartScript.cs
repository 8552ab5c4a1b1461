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

    /// <summary>The command.</summary>
    /// <exception cref="PlatformException">ENGINE: neither image nor user name a program.</exception>
    public static string Of(InstanceSpec spec, ContainerConfig image)
    {
        var arguments = Arguments(spec, image);
        if (arguments.Count == 0) throw new PlatformException(ErrorCode.Engine, "The image names no program, and the container neither. Give it a command.");
        var environment = Environment(spec, image);

        // Who the user is decides the engine, when it starts the shell.
        var home = environment.Any(e => e.StartsWith("HOME=", StringComparison.Ordinal)) ? "" : " \"HOME=${HOME:-/}\"";
        return $"exec {WaitingInit.Busybox} env -i{home} {string.Join(' ', environment.Concat(arguments).Select(Quoted))}\n";
    }

    /// <summary>Entrypoint and command, each the image's where the user has none; whose entrypoint is replaced, its command means nothing.</summary>
    private static IReadOnlyList<string> Arguments(InstanceSpec spec, ContainerConfig image)
    {
        var (entrypoint, command) = (spec.Spec.Entrypoint, spec.Spec.Command);
        if (entrypoint is { Count: > 0 }) return [.. entrypoint, .. command ?? []];
        return [.. entrypoint ?? image.Entrypoint, .. command is { Count: > 0 } ? command : image.Cmd];
    }

    private static List<string> Environment(InstanceSpec spec, ContainerConfig image)
    {
        var variables = new Dictionary<string, string>();
        foreach (var variable in (IEnumerable<string>)[DefaultPath, "HOSTNAME=" + spec.Name, .. image.Env, .. spec.Spec.Environment.Select(e => $"{e.Name}={e.Value}")])
            variables[variable.Split('=', 2)[0]] = variable;
        return [.. variables.Values];
    }

    /// <summary>As one word of the shell, whatever is in it (POSIX, Shell Command Language, 2.2.2).</summary>
    private static string Quoted(string word) => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
