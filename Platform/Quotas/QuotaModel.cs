using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Quotas;

/// <summary>How quotas lie in tables.</summary>
internal static class QuotaModel
{
    private const int IdLength = 40;

    public static void Build(ModelBuilder model)
    {
        model.Entity<Quota>(e =>
        {
            e.ToTable("Quotas");
            e.HasKey(q => q.OrganizationId);
            e.Property(q => q.OrganizationId).HasMaxLength(IdLength);
            e.Ignore(q => q.Limits);
            e.Ignore(q => q.Used);
            e.Ignore(q => q.HasCrossed);
            e.Ignore(q => q.DeniedBecause);
        });
        model.Entity<QuotaEvent>(e =>
        {
            e.ToTable("QuotaEvents");
            e.HasKey(v => v.Id);
            e.Property(v => v.Id).HasMaxLength(IdLength);
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
