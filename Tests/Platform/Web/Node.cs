using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace GraphPlatform.Tests.Platform.Web;

/// <summary>Calls a function of a page's script, so that a test can compare it with its twin of the server.</summary>
internal static class Node
{
    private const string Script = """
        const fs = require('node:fs')
        import('data:text/javascript,' + encodeURIComponent(fs.readFileSync(process.argv[1], 'utf8'))).then(module =>
          console.log(JSON.stringify(JSON.parse(fs.readFileSync(0, 'utf8')).map(input => module[process.argv[2]](input)))))
        """;

    /// <summary>This folder.</summary>
    public static string Folder { get; } = Path.GetDirectoryName(Here())!;

    /// <summary>What a function of a script gives for each input.</summary>
    /// <param name="script">Its path under wwwroot/js.</param>
    /// <param name="function">What the script exports.</param>
    /// <param name="inputs">One argument for each call.</param>
    public static async Task<List<T>> CallAsync<T>(string script, string function, IEnumerable<object> inputs)
    {
        try
        {
            var start = new ProcessStartInfo("node", ["-e", Script, Path.Combine(Folder, "../../../Web/wwwroot/js", script), function])
            {
                RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            };
            using var node = Process.Start(start)!;
            var (output, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
            await node.StandardInput.WriteAsync(JsonSerializer.Serialize(inputs, JsonSerializerOptions.Web));
            node.StandardInput.Close();
            await node.WaitForExitAsync();
            Assert.True(node.ExitCode == 0, await errors);
            return JsonSerializer.Deserialize<List<T>>(await output, JsonSerializerOptions.Web)!;
        }
        catch (Win32Exception)
        {
            Skip.If(true, "Node is not installed.");
            throw;
        }
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
