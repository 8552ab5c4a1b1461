using GraphPlatform.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Cleanup;

/// <summary>How clean-ups lie in tables.</summary>
internal static class CleanupModel
{
    public static void Build(ModelBuilder model) => model.Entity<DiskCleanup>(e =>
    {
        e.HasTable("DiskCleanups");
        e.Ignore(c => c.Outcomes);
        e.HasIndex(c => c.PlanId);
    });
}
