using GraphPlatform.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Audit;

/// <summary>How the trail lies in a table.</summary>
internal static class AuditModel
{
    public static void Build(ModelBuilder model) => model.Entity<AuditEntry>(e =>
    {
        e.HasTable("AuditEntries");
        e.HasIndex(a => new { a.OrganizationId, a.Id });
        e.HasIndex(a => new { a.OrganizationId, a.SubjectId, a.Id });
    });
}
