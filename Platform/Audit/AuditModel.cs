using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Audit;

/// <summary>How the trail lies in a table.</summary>
internal static class AuditModel
{
    private const int IdLength = 40;

    public static void Build(ModelBuilder model) => model.Entity<AuditEntry>(e =>
    {
        e.ToTable("AuditEntries");
        e.HasKey(a => a.Id);
        e.Property(a => a.Id).HasMaxLength(IdLength);
        e.HasIndex(a => new { a.OrganizationId, a.Id });
        e.HasIndex(a => new { a.OrganizationId, a.SubjectId, a.Id });
    });
}
