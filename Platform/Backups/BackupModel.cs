using GraphPlatform.Platform.Backups.Policies;
using GraphPlatform.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Backups;

/// <summary>How backups lie in tables.</summary>
internal static class BackupModel
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<Backup>(e =>
        {
            e.HasTable("Backups");
            e.Ignore(b => b.Parts);
            e.Ignore(b => b.LeftOut);
            e.Ignore(b => b.LeftOutCount);
            e.Ignore(b => b.IsUnderWay);
            e.Property(b => b.Revision).IsConcurrencyToken();
            e.HasIndex(b => new { b.ContainerId, b.DueAt }).IsUnique();
            e.HasIndex(b => new { b.ContainerId, b.Id });
            e.HasIndex(b => new { b.ProjectId, b.Id });
            e.HasIndex(b => new { b.OrganizationId, b.Id });
            e.HasIndex(b => new { b.Status, b.Id });
            e.HasIndex(b => b.KeepUntil);
        });
        model.Entity<Restore>(e =>
        {
            e.HasTable("Restores");
            e.Property(r => r.Revision).IsConcurrencyToken();
            e.HasIndex(r => new { r.ContainerId, r.Id });
            e.HasIndex(r => new { r.BackupId, r.Status });
            e.HasIndex(r => new { r.Status, r.Id });
        });
        model.Entity<BackupPolicy>(e =>
        {
            e.HasTable("BackupPolicies", "ContainerId");
            e.Ignore(p => p.Spec);
            e.Property(p => p.Revision).IsConcurrencyToken();
            e.HasIndex(p => p.NextAt);
        });
    }
}
