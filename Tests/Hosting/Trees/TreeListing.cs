using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace GraphPlatform.Tests.Hosting.Trees;

/// <summary>
/// A tree of files as lstat(2) tells of it, by GNU find and sha256sum: nothing of the product is asked. One line for each name: kind, mode, owners, size, time to the nanosecond, where a link
/// leads, what a file has, and with which other names it is one file. Names are Latin-1, so that each byte is a character.
/// </summary>
public static class TreeListing
{
    private const int Fields = 9;
    private const int MostSaid = 2000;

    /// <summary>Lists a folder.</summary>
    /// <param name="folder">The folder, which is listed itself.</param>
    /// <param name="leave">Kinds that are left out, by find's letters: <c>s</c> for sockets.</param>
    /// <param name="root">Whether the folder itself is listed.</param>
    public static async Task<string> OfAsync(string folder, string leave = "", bool root = true)
    {
        var listed = (await RunAsync(folder, "find . -printf '%P\\0%y\\0%m\\0%U:%G\\0%s\\0%T@\\0%l\\0%i\\0%n\\0'")).Split('\0')[..^1];
        var sums = (await RunAsync(folder, "find . -type f -size +0 -exec sha256sum --zero {} +")).Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .ToDictionary(line => line[68..], line => line[..64]);
        var lines = new List<string>();
        var names = new Dictionary<string, string>();
        foreach (var entry in listed.Chunk(Fields).OrderBy(e => e[0], StringComparer.Ordinal))
        {
            var (path, kind) = (entry[0], entry[1]);
            if (leave.Contains(kind, StringComparison.Ordinal) || (path.Length == 0 && !root)) continue;
            var same = kind != "d" && entry[8] != "1" ? names.TryGetValue(entry[7], out var first) ? first : names[entry[7]] = path : "";
            var size = kind == "f" ? entry[4] : "";
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{Shown(path)} {kind} {entry[2]} {entry[3]} {size} {entry[5]} →{Shown(entry[6])} ={Shown(same)} {sums.GetValueOrDefault(path)}"));
        }

        return string.Join('\n', lines);
    }

    /// <summary>Runs a shell script that has to succeed.</summary>
    /// <returns>Its output as Latin-1.</returns>
    public static async Task<string> RunAsync(string folder, string script)
    {
        var start = new ProcessStartInfo("bash", ["-c", script]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.Latin1 };
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var said = await errors;
        Assert.True(process.ExitCode == 0, $"{process.ExitCode}: {said[Math.Max(0, said.Length - MostSaid)..]}");
        return output;
    }

    private static string Shown(string name) => string.Concat(name.Select(c => c is > ' ' and < '\x7F' and not '\\' ? c.ToString() : $"\\x{(int)c:x2}"));
}
