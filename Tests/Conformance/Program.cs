using GraphPlatform.Tests.Conformance;

// The deepest documents recurse as deep; a thread of its own has the stack for them.
var worker = new Thread(
    () =>
    {
        try
        {
            using var output = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
            new ConformanceRun(new LineReader(Console.OpenStandardInput()), output).Run();
        }
        catch (IOException)
        {
            // Whoever read the answers has gone.
        }
    },
    CaseLimits.StackBytes);
worker.Start();
worker.Join();
return 0;
