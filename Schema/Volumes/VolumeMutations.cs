using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Volumes;

namespace GraphPlatform.Schema.Volumes;

/// <summary>Changes volumes.</summary>
[MutationType]
public static class VolumeMutations
{
    /// <summary>Makes an empty volume, for a container of the project to mount. It stays until it is deleted, whatever becomes of its containers.</summary>
    public static Task<Volume> CreateVolumeAsync(CreateVolumeInput input, Caller caller, VolumeService volumes, CancellationToken ct) =>
        volumes.CreateAsync(caller, input.ProjectId, input.Name, ct);

    /// <summary>Deletes a volume that no container uses, with all that is in it.</summary>
    public static async Task<DeletedVolume> DeleteVolumeAsync(DeleteVolumeInput input, Caller caller, VolumeService volumes, CancellationToken ct) =>
        new(await volumes.DeleteAsync(caller, input.VolumeId, ct));
}

/// <summary>What makes a volume.</summary>
/// <param name="ProjectId">Where.</param>
/// <param name="Name">1 to 63 lower-case letters, digits and hyphens, unique in the project.</param>
public sealed record CreateVolumeInput([ID] string ProjectId, string Name);

/// <summary>Which volume.</summary>
/// <param name="VolumeId">Its id.</param>
public sealed record DeleteVolumeInput([ID] string VolumeId);

/// <summary>A volume that is gone.</summary>
/// <param name="VolumeId">Its id.</param>
[Payload]
public sealed record DeletedVolume([property: ID] string VolumeId);
