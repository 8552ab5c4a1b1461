using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Metrics.Rollups;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Metrics;

/// <summary>How rollups lie in tables.</summary>
internal static class MetricModel
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<MetricMinute>(e =>
        {
            e.ToTable("MetricMinutes");
            e.HasKey(m => new { m.ContainerId, m.Minute, m.Run });
            e.Property(m => m.ContainerId).HasMaxLength(EntityTables.IdLength);
            e.Ignore(m => m.Figures);
            e.HasIndex(m => m.Minute);
        });
        model.Entity<MetricHour>(e =>
        {
            e.ToTable("MetricHours");
            e.HasKey(h => new { h.ContainerId, h.Hour });
            e.Property(h => h.ContainerId).HasMaxLength(EntityTables.IdLength);
            e.Ignore(h => h.Figures);
            e.HasIndex(h => h.Hour);
        });
    }
}
