using GraphPlatform.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Scaling;

/// <summary>How scaling lies in tables.</summary>
internal static class ScalingModel
{
    public static void Build(ModelBuilder model) => model.Entity<ScalingDecision>(e =>
    {
        e.HasTable("ScalingDecisions");
        e.HasIndex(d => new { d.ContainerId, d.Id });
    });
}
