using GraphPlatform.Platform.Accounts;
using GraphPlatform.Platform.Alerts;
using GraphPlatform.Platform.Audit;
using GraphPlatform.Platform.Backups;
using GraphPlatform.Platform.Cleanup;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Ingress;
using GraphPlatform.Platform.Jobs;
using GraphPlatform.Platform.Metrics;
using GraphPlatform.Platform.Metrics.Scraping;
using GraphPlatform.Platform.Networks;
using GraphPlatform.Platform.Notifications;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Pools;
using GraphPlatform.Platform.Projects;
using GraphPlatform.Platform.Registries;
using GraphPlatform.Platform.Quotas;
using GraphPlatform.Platform.Runtime;
using GraphPlatform.Platform.Scaling;
using GraphPlatform.Platform.Security;
using GraphPlatform.Platform.Volumes;
using GraphPlatform.Platform.Workers;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Database;

/// <summary>How entities lie in tables. A test compares it with what the migrations make.</summary>
internal static class PlatformModel
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<Installation>(e => e.HasTable("Installation"));
        Accounts(model);
        Workloads(model);
        RegistryModel.Build(model);
        CleanupModel.Build(model);
        PoolModel.Build(model);
        QuotaModel.Build(model);
        ScalingModel.Build(model);
        IngressModel.Build(model);
        AuditModel.Build(model);
        MetricModel.Build(model);
        AlertModel.Build(model);
        NotificationModel.Build(model);
        BackupModel.Build(model);

        model.Entity<Operation>(e =>
        {
            e.HasTable("Operations");
            e.Property(o => o.Revision).IsConcurrencyToken();
            e.HasMany(o => o.Stages).WithOne().HasForeignKey(s => s.OperationId).OnDelete(DeleteBehavior.Cascade);
            e.Navigation(o => o.Stages).UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
            e.HasIndex(o => new { o.SubjectId, o.Status });
            e.HasIndex(o => new { o.OrganizationId, o.Id });
        });
        model.Entity<OperationStage>(e =>
        {
            e.ToTable("OperationStages");
            e.HasKey(s => new { s.OperationId, s.Ordinal });
        });

        model.Entity<IdempotentCommand>(e =>
        {
            e.ToTable("IdempotentCommands");
            e.HasKey(c => new { c.Actor, c.Command, c.Key });
            e.HasIndex(c => c.CreatedAt);
        });

        model.Entity<SecurityProfile>(e =>
        {
            e.HasTable("SecurityProfiles");
            e.Ignore(p => p.Spec);
            e.HasIndex(p => p.Name).IsUnique();
        });
        model.Entity<Worker>(e =>
        {
            e.HasTable("Workers");
            e.HasIndex(w => w.Name).IsUnique();
        });
        model.Entity<WorkerImage>(e =>
        {
            e.ToTable("WorkerImages");
            e.HasKey(i => new { i.WorkerId, i.Digest, i.Reference });
        });
        model.Entity<MetricsToken>(e =>
        {
            e.HasTable("MetricsTokens");
            e.HasIndex(t => new { t.OrganizationId, t.Id });
            e.HasIndex(t => t.Hash).IsUnique();
        });
        model.Entity<ScheduledJob>(e =>
        {
            e.ToTable("ScheduledJobs");
            e.HasKey(j => j.Name);
        });
    }

    private static void Accounts(ModelBuilder model)
    {
        model.Entity<User>(e =>
        {
            e.HasTable("Users");
            e.HasIndex(u => u.Email).IsUnique();
        });
        model.Entity<Organization>(e => e.HasTable("Organizations"));
        model.Entity<Membership>(e =>
        {
            e.ToTable("Memberships");
            e.HasKey(m => new { m.OrganizationId, m.UserId });
            e.HasIndex(m => m.UserId);
        });
        model.Entity<Session>(e =>
        {
            e.HasTable("Sessions");
            e.HasIndex(s => s.TokenHash).IsUnique();
            e.HasIndex(s => s.ExpiresAt);
            e.HasIndex(s => new { s.UserId, s.Source });
        });
        model.Entity<RefreshToken>(e =>
        {
            e.ToTable("RefreshTokens");
            e.HasKey(t => t.Hash);
            e.HasIndex(t => t.SessionId);
        });
    }

    private static void Workloads(ModelBuilder model)
    {
        model.Entity<Project>(e =>
        {
            e.HasTable("Projects");
            e.Ignore(p => p.NetworkName);
            e.HasIndex(p => new { p.OrganizationId, p.Name }).IsUnique();
            e.HasIndex(p => p.Subnet).IsUnique();
        });
        model.Entity<Container>(e =>
        {
            e.HasTable("Containers");
            e.Ignore(c => c.Runtime);
            e.Ignore(c => c.ShouldRun);
            e.Ignore(c => c.KeepsResources);
            e.Ignore(c => c.Lifecycle);
            e.Ignore(c => c.Allowed);
            e.Ignore(c => c.Autoscale);
            e.HasIndex(c => c.PowerDueAt);
            e.HasOne<Project>().WithMany().HasForeignKey(c => c.ProjectId).OnDelete(DeleteBehavior.Restrict);
            e.Property(c => c.Holds).HasConversion<int>();
            e.Property(c => c.Revision).IsConcurrencyToken();
            e.HasIndex(c => new { c.ProjectId, c.Name }).IsUnique();
            e.HasIndex(c => new { c.OrganizationId, c.Id });
            e.HasIndex(c => c.Slug).IsUnique();
        });
        model.Entity<Deployment>(e =>
        {
            e.HasTable("Deployments");
            e.Ignore(d => d.Spec);
            e.Ignore(d => d.IsResolved);
            e.HasIndex(d => new { d.ContainerId, d.Number }).IsUnique();
        });
        model.Entity<Instance>(e =>
        {
            e.HasTable("Instances");
            e.Ignore(i => i.Resources);
            e.Ignore(i => i.SteadyAt);
            e.HasIndex(i => new { i.ContainerId, i.Index });
        });
        model.Entity<Volume>(e =>
        {
            e.HasTable("Volumes");
            e.HasIndex(v => new { v.ProjectId, v.Name });
            e.HasIndex(v => v.ContainerId);
            e.HasIndex(v => new { v.ContainerId, v.DeclaredTarget }).IsUnique();
        });
        model.Entity<PublishedPort>(e =>
        {
            e.ToTable("PublishedPorts");
            e.HasKey(p => new { p.WorkerId, p.Port, p.Protocol, p.Address });
            e.HasIndex(p => p.ContainerId);
        });
    }
}
