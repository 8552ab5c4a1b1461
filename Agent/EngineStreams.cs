using System.Runtime.CompilerServices;
using GraphPlatform.Docker;
using GraphPlatform.Docker.Containers;
using GraphPlatform.Platform.Metrics;
using GraphPlatform.Platform.Runtime;

namespace GraphPlatform.Agent;

/// <summary>What the engine tells for as long as it is listened to.</summary>
internal sealed class EngineStreams(DockerClient docker)
{
    /// <summary>The same with the engine's errors explained.</summary>
    public static async IAsyncEnumerable<T> Explained<T>(IAsyncEnumerable<T> stream)
    {
        await using var items = stream.GetAsyncEnumerator();
        while (true)
        {
            try
            {
                if (!await items.MoveNextAsync()) yield break;
            }
            catch (DockerException error)
            {
                throw EngineProblems.Explain(error);
            }

            yield return items.Current;
        }
    }

    /// <summary>A sample a second while an instance runs.</summary>
    public async IAsyncEnumerable<StatsSample> SamplesAsync(string instanceId, [EnumeratorCancellation] CancellationToken ct)
    {
        ContainerStatsSample? earlier = null;
        await foreach (var sample in docker.Containers.StatsAsync(Instance.EngineName(instanceId), ct))
        {
            if (sample.ReadAt is not { } at) yield break;       // the engine's last word on an instance that has ended
            var cpu = earlier is { } before ? sample.CpusUsedSince(before) : null;
            earlier = sample;
            if (cpu is null) continue;
            yield return new StatsSample(
                at,
                cpu.Value,
                sample.MemoryBytes,
                sample.NetworkReceivedBytes,
                sample.NetworkSentBytes,
                sample.BlockReadBytes,
                sample.BlockWrittenBytes,
                (int)sample.Pids);
        }
    }

    /// <summary>Ids of instances with a label as something happens to them; empty when something with the label starts that is none.</summary>
    public async IAsyncEnumerable<string> InstancesAsync(string label, DateTimeOffset since, [EnumeratorCancellation] CancellationToken ct)
    {
        var wanted = new Docker.Engine.EventFilters
        {
            Types = ["container"],
            Actions = ["start", "die", "oom", "pause", "unpause", "destroy"],
            Labels = [label],
        };
        await foreach (var happened in docker.System.EventsAsync(wanted, NanoTime.From(since), ct: ct))
        {
            var (attributes, id) = (happened.Actor.Attributes, happened.Actor.Attributes.GetValueOrDefault(InstanceRequest.InstanceLabel));
            if (id is not null && attributes.GetValueOrDefault("name") == Instance.EngineName(id)) yield return id;
            else if (happened.Action == "start") yield return "";
        }
    }
}
