using GraphPlatform.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Notifications;

/// <summary>How notifications lie in tables.</summary>
internal static class NotificationModel
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<Notification>(e =>
        {
            e.HasTable("Notifications");
            e.HasIndex(n => new { n.OrganizationId, n.Id });
            e.HasIndex(n => n.CreatedAt);
        });
        model.Entity<NotificationRead>(e =>
        {
            e.ToTable("NotificationReads");
            e.HasKey(r => new { r.NotificationId, r.UserId });
            e.Property(r => r.NotificationId).HasMaxLength(EntityTables.IdLength);
            e.Property(r => r.UserId).HasMaxLength(EntityTables.IdLength);
            e.HasOne<Notification>().WithMany().HasForeignKey(r => r.NotificationId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
