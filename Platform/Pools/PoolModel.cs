using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Pools;

/// <summary>How pools lie in tables.</summary>
internal static class PoolModel
{
    private const int IdLength = 40;

    public static void Build(ModelBuilder model)
    {
        model.Entity<WarmPool>(e =>
        {
            e.ToTable("WarmPools");
            e.HasKey(p => p.Id);
            e.Property(p => p.Id).HasMaxLength(IdLength);
            e.Ignore(p => p.SecuritySpec);
            e.Property(p => p.Revision).IsConcurrencyToken();
            e.HasIndex(p => new { p.ImageName, p.Security }).IsUnique();
        });
        model.Entity<PooledInstance>(e =>
        {
            e.ToTable("PooledInstances");
            e.HasKey(i => i.Id);
            e.Property(i => i.Id).HasMaxLength(IdLength);
            e.Ignore(i => i.Resources);
            e.Property(i => i.Revision).IsConcurrencyToken();
            e.HasIndex(i => new { i.PoolId, i.Status });
            e.HasIndex(i => i.ContainerId);
        });
    }
}
