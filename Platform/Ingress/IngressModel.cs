using GraphPlatform.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Ingress;

/// <summary>How domains lie in a table.</summary>
internal static class IngressModel
{
    public static void Build(ModelBuilder model) => model.Entity<Domain>(e =>
    {
        e.HasTable("Domains");
        e.Ignore(d => d.RecordName);
        e.HasIndex(d => new { d.OrganizationId, d.Host }).IsUnique();
        e.HasIndex(d => d.Host, "IX_Domains_Host_Verified").IsUnique().HasFilter("\"Status\" = 'Verified'");
        e.HasIndex(d => d.ContainerId);
    });
}
