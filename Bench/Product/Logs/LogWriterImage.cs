namespace GraphPlatform.Bench.Product.Logs;

/// <summary>An image with nothing but a program that writes lines.</summary>
internal static class LogWriterImage
{
    public const string Name = "graphplatform-bench:log-writer";

    /// <summary>Compiles it (needs gcc) and makes the image.</summary>
    public static void Make()
    {
        var folder = Directory.CreateTempSubdirectory("graphplatform-bench-");
        try
        {
            LogBench.Command("gcc", $"-O2 -static -o {folder}/writer {Path.Combine(AppContext.BaseDirectory, "Logs", "writer.c")}");
            LogBench.Command("tar", $"-C {folder} -cf {folder}/image.tar writer");
            LogBench.Command("docker", $"import {folder}/image.tar {Name}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
