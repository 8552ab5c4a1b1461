using GraphPlatform.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Registries;

/// <summary>How registries and their credentials lie in tables.</summary>
internal static class RegistryModel
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<RegistryCredential>(e =>
        {
            e.HasTable("RegistryCredentials");
            e.HasIndex(c => new { c.OrganizationId, c.Server }).IsUnique();
        });
        model.Entity<GuardedImage>(e =>
        {
            e.ToTable("GuardedImages");
            e.HasKey(i => new { i.Server, i.Digest });
        });
        model.Entity<ImageGrant>(e =>
        {
            e.ToTable("ImageGrants");
            e.HasKey(g => new { g.OrganizationId, g.Reference, g.Digest });
            e.HasIndex(g => new { g.OrganizationId, g.Server });
        });
    }
}
