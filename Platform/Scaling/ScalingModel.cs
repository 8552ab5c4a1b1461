using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Scaling;

/// <summary>How scaling lies in tables.</summary>
internal static class ScalingModel
{
    private const int IdLength = 40;

    public static void Build(ModelBuilder model) => model.Entity<ScalingDecision>(e =>
    {
        e.ToTable("ScalingDecisions");
        e.HasKey(d => d.Id);
        e.Property(d => d.Id).HasMaxLength(IdLength);
        e.HasIndex(d => new { d.ContainerId, d.Id });
    });
}
