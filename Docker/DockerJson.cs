using System.Text.Json.Serialization;
using GraphPlatform.Docker.Containers;
using GraphPlatform.Docker.Containers.Config;
using GraphPlatform.Docker.Engine;
using GraphPlatform.Docker.Exec;
using GraphPlatform.Docker.Http;
using GraphPlatform.Docker.Images;
using GraphPlatform.Docker.Networks;
using GraphPlatform.Docker.Volumes;

namespace GraphPlatform.Docker;

/// <summary>Every type that goes to the engine or comes from it, compiled: no reflection at run time, fast start.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EngineErrorBody))]
[JsonSerializable(typeof(EngineMessage))]
[JsonSerializable(typeof(EnginePing))]
[JsonSerializable(typeof(EngineVersion))]
[JsonSerializable(typeof(EngineInfo))]
[JsonSerializable(typeof(EngineEvent))]
[JsonSerializable(typeof(DiskUsage))]
[JsonSerializable(typeof(List<ContainerSummary>))]
[JsonSerializable(typeof(ContainerDetails))]
[JsonSerializable(typeof(CreateContainerRequest))]
[JsonSerializable(typeof(ContainerCreated))]
[JsonSerializable(typeof(ContainerResources))]
[JsonSerializable(typeof(ContainerExit))]
[JsonSerializable(typeof(ContainerPathStat))]
[JsonSerializable(typeof(List<ImageSummary>))]
[JsonSerializable(typeof(ImageDetails))]
[JsonSerializable(typeof(List<ImageRemoval>))]
[JsonSerializable(typeof(BuildCachePruned))]
[JsonSerializable(typeof(DistributionDetails))]
[JsonSerializable(typeof(RegistryAuth))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, RegistryAuth>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(List<NetworkDetails>))]
[JsonSerializable(typeof(CreateNetworkRequest))]
[JsonSerializable(typeof(NetworkCreated))]
[JsonSerializable(typeof(NetworkMembership))]
[JsonSerializable(typeof(VolumeList))]
[JsonSerializable(typeof(CreateVolumeRequest))]
[JsonSerializable(typeof(ExecRequest))]
[JsonSerializable(typeof(ExecCreated))]
[JsonSerializable(typeof(ExecStart))]
[JsonSerializable(typeof(ExecDetails))]
internal sealed partial class DockerJson : JsonSerializerContext;
