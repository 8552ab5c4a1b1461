using GraphPlatform.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Quotas;

/// <summary>How quotas lie in tables.</summary>
internal static class QuotaModel
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<Quota>(e =>
        {
            e.HasTable("Quotas", nameof(Quota.OrganizationId));
            e.Ignore(q => q.Limits);
            e.Ignore(q => q.Used);
            e.Ignore(q => q.HasCrossed);
            e.Ignore(q => q.DeniedBecause);
        });
        model.Entity<QuotaEvent>(e =>
        {
            e.HasTable("QuotaEvents");
            e.HasIndex(v => new { v.OrganizationId, v.Id });
        });
        model.Entity<StorageUse>(e =>
        {
            e.ToTable("StorageUses");
            e.HasKey(s => new { s.WorkerId, s.SubjectId });
            e.HasIndex(s => s.OrganizationId);
            e.HasIndex(s => s.SubjectId);
        });
    }
}
