// The engine without HTTP. Bench/README.md has the tables.
using BenchmarkDotNet.Running;
using GraphPlatform.Bench.Engine.Growth;
using GraphPlatform.Bench.Engine.Micro;

if (args is ["--growth"])
{
    await ListGrowth.RunAsync(Console.Out);
    await SubscriberGrowth.RunAsync(Console.Out);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(MicroConfig).Assembly).Run(args is [] ? ["--filter", "*", "--join"] : args, new MicroConfig());
