using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Cleanup;

/// <summary>How clean-ups lie in tables.</summary>
internal static class CleanupModel
{
    private const int IdLength = 40;

    public static void Build(ModelBuilder model) => model.Entity<DiskCleanup>(e =>
    {
        e.ToTable("DiskCleanups");
        e.HasKey(c => c.Id);
        e.Property(c => c.Id).HasMaxLength(IdLength);
        e.Ignore(c => c.Outcomes);
        e.HasIndex(c => c.PlanId);
    });
}
