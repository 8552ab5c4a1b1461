using GraphPlatform.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Pools;

/// <summary>How pools lie in tables.</summary>
internal static class PoolModel
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<WarmPool>(e =>
        {
            e.HasTable("WarmPools");
            e.Ignore(p => p.SecuritySpec);
            e.Property(p => p.Revision).IsConcurrencyToken();
            e.HasIndex(p => new { p.ImageName, p.Security }).IsUnique();
        });
        model.Entity<PooledInstance>(e =>
        {
            e.HasTable("PooledInstances");
            e.Ignore(i => i.Resources);
            e.Property(i => i.Revision).IsConcurrencyToken();
            e.HasIndex(i => new { i.PoolId, i.Status });
            e.HasIndex(i => i.ContainerId);
        });
    }
}
