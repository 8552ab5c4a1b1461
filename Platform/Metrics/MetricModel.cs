using GraphPlatform.Platform.Metrics.Rollups;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Metrics;

/// <summary>How rollups lie in tables.</summary>
internal static class MetricModel
{
    private const int IdLength = 40;

    public static void Build(ModelBuilder model)
    {
        model.Entity<MetricMinute>(e =>
        {
            e.ToTable("MetricMinutes");
            e.HasKey(m => new { m.ContainerId, m.Minute, m.Run });
            e.Property(m => m.ContainerId).HasMaxLength(IdLength);
            e.Ignore(m => m.Figures);
            e.HasIndex(m => m.Minute);
        });
        model.Entity<MetricHour>(e =>
        {
            e.ToTable("MetricHours");
            e.HasKey(h => new { h.ContainerId, h.Hour });
            e.Property(h => h.ContainerId).HasMaxLength(IdLength);
            e.Ignore(h => h.Figures);
            e.HasIndex(h => h.Hour);
        });
    }
}
