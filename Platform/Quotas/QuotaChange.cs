namespace GraphPlatform.Platform.Quotas;

/// <summary>Other limits; null keeps one.</summary>
/// <param name="OrganizationId">Whose.</param>
/// <param name="Containers">Containers.</param>
/// <param name="MemoryBytes">Memory in bytes.</param>
/// <param name="CpuMillis">CPU in thousandths of a core.</param>
/// <param name="StorageBytes">Storage in bytes.</param>
/// <param name="Reason">Why; history keeps it.</param>
public sealed record QuotaChange(string OrganizationId, long? Containers, long? MemoryBytes, long? CpuMillis, long? StorageBytes, string Reason);

/// <summary>What an organization may use or uses has changed.</summary>
public sealed record QuotaChanged(string OrganizationId);
