using GraphPlatform.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Alerts;

/// <summary>How rules and alerts lie in tables.</summary>
internal static class AlertModel
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<AlertRule>(e =>
        {
            e.HasTable("AlertRules");
            e.Ignore(r => r.Spec);
            e.Property(r => r.Revision).IsConcurrencyToken();
            e.HasIndex(r => new { r.OrganizationId, r.Id });
        });
        model.Entity<Alert>(e =>
        {
            e.HasTable("Alerts");
            e.Property(a => a.RuleId).HasMaxLength(EntityTables.IdLength);
            e.Property(a => a.ContainerId).HasMaxLength(EntityTables.IdLength);
            e.Property(a => a.Revision).IsConcurrencyToken();
            e.HasOne<AlertRule>().WithMany().HasForeignKey(a => a.RuleId).OnDelete(DeleteBehavior.Cascade);
            e.HasIndex(a => new { a.RuleId, a.ContainerId }).IsUnique();
            e.HasIndex(a => new { a.ContainerId, a.State });
            e.HasIndex(a => new { a.OrganizationId, a.State });
        });
    }
}
