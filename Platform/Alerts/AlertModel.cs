using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Alerts;

/// <summary>How rules and alerts lie in tables.</summary>
internal static class AlertModel
{
    private const int IdLength = 40;

    public static void Build(ModelBuilder model)
    {
        model.Entity<AlertRule>(e =>
        {
            e.ToTable("AlertRules");
            e.HasKey(r => r.Id);
            e.Property(r => r.Id).HasMaxLength(IdLength);
            e.Ignore(r => r.Spec);
            e.Property(r => r.Revision).IsConcurrencyToken();
            e.HasIndex(r => new { r.OrganizationId, r.Id });
        });
        model.Entity<Alert>(e =>
        {
            e.ToTable("Alerts");
            e.HasKey(a => a.Id);
            e.Property(a => a.Id).HasMaxLength(IdLength);
            e.Property(a => a.RuleId).HasMaxLength(IdLength);
            e.Property(a => a.ContainerId).HasMaxLength(IdLength);
            e.Property(a => a.Revision).IsConcurrencyToken();
            e.HasOne<AlertRule>().WithMany().HasForeignKey(a => a.RuleId).OnDelete(DeleteBehavior.Cascade);
            e.HasIndex(a => new { a.RuleId, a.ContainerId }).IsUnique();
            e.HasIndex(a => new { a.ContainerId, a.State });
            e.HasIndex(a => new { a.OrganizationId, a.State });
        });
    }
}
