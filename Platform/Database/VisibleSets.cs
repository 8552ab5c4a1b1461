using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;
using GraphPlatform.Platform.Alerts;
using GraphPlatform.Platform.Audit;
using GraphPlatform.Platform.Backups;
using GraphPlatform.Platform.Backups.Policies;
using GraphPlatform.Platform.Cleanup;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Ingress;
using GraphPlatform.Platform.Jobs;
using GraphPlatform.Platform.Metrics.Rollups;
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

/// <summary>The database as one caller sees it: of organizations, those it is a member of; of platform tables, nothing unless it is an administrator or a job.</summary>
public readonly struct VisibleSets(PlatformDb db, Caller caller)
{
    /// <summary>The caller's organizations.</summary>
    public IQueryable<Organization> Organizations
    {
        get
        {
            var ids = caller.Organizations;
            return caller.IsSystem ? db.Set<Organization>() : db.Set<Organization>().Where(o => ids.Contains(o.Id));
        }
    }

    /// <summary>Members of the caller's organizations.</summary>
    public IQueryable<Membership> Memberships
    {
        get
        {
            var ids = caller.Organizations;
            return caller.IsSystem ? db.Set<Membership>() : db.Set<Membership>().Where(m => ids.Contains(m.OrganizationId));
        }
    }

    /// <summary>People who share an organization with the caller; everyone for administrators.</summary>
    public IQueryable<User> Users
    {
        get
        {
            if (caller.IsSystem || caller.IsAdministrator) return db.Set<User>();
            var (members, self) = (Memberships, caller.UserId);
            return db.Set<User>().Where(u => u.Id == self || members.Any(m => m.UserId == u.Id));
        }
    }

    /// <summary>Projects.</summary>
    public IQueryable<Project> Projects => Owned<Project>();

    /// <summary>Containers.</summary>
    public IQueryable<Container> Containers => Owned<Container>();

    /// <summary>Deployments.</summary>
    public IQueryable<Deployment> Deployments => Owned<Deployment>();

    /// <summary>Instances.</summary>
    public IQueryable<Instance> Instances => Owned<Instance>();

    /// <summary>What scaling decided.</summary>
    public IQueryable<ScalingDecision> ScalingDecisions => Owned<ScalingDecision>();

    /// <summary>Volumes.</summary>
    public IQueryable<Volume> Volumes => Owned<Volume>();

    /// <summary>Backups.</summary>
    public IQueryable<Backup> Backups => Owned<Backup>();

    /// <summary>What was restored of them.</summary>
    public IQueryable<Restore> Restores => Owned<Restore>();

    /// <summary>When containers are backed up by themselves.</summary>
    public IQueryable<BackupPolicy> BackupPolicies => Owned<BackupPolicy>();

    /// <summary>Operations with their stages.</summary>
    public IQueryable<Operation> Operations => Owned<Operation>();

    /// <summary>Profiles that the caller's organizations may use.</summary>
    public IQueryable<SecurityProfile> SecurityProfiles
    {
        get
        {
            if (caller.IsSystem || caller.IsAdministrator) return db.Set<SecurityProfile>();
            var ids = caller.Organizations;
            return db.Set<SecurityProfile>().Where(p => p.OrganizationId == null || ids.Contains(p.OrganizationId));
        }
    }

    /// <summary>Credentials for registries.</summary>
    public IQueryable<RegistryCredential> RegistryCredentials => Owned<RegistryCredential>();

    /// <summary>Tokens that organizations' metrics are read with.</summary>
    public IQueryable<MetricsToken> MetricsTokens => Owned<MetricsToken>();

    /// <summary>Who did what in the caller's organizations; its administrators read it.</summary>
    public IQueryable<AuditEntry> AuditEntries => Owned<AuditEntry>();

    /// <summary>Who did what to the platform itself.</summary>
    public IQueryable<AuditEntry> PlatformAuditEntries => Platform<AuditEntry>().Where(e => e.OrganizationId == AuditEntry.PlatformItself);

    /// <summary>What is an alert.</summary>
    public IQueryable<AlertRule> AlertRules => Owned<AlertRule>();

    /// <summary>Alerts.</summary>
    public IQueryable<Alert> Alerts => Owned<Alert>();

    /// <summary>What members were told.</summary>
    public IQueryable<Notification> Notifications => Owned<Notification>();

    /// <summary>What of it the caller itself has read.</summary>
    public IQueryable<NotificationRead> NotificationReads
    {
        get
        {
            var self = caller.UserId;
            return db.Set<NotificationRead>().Where(r => r.UserId == self);
        }
    }

    /// <summary>Domains.</summary>
    public IQueryable<Domain> Domains => Owned<Domain>();

    /// <summary>Quotas; those of all organizations for administrators, who set them.</summary>
    public IQueryable<Quota> Quotas => caller.IsAdministrator ? db.Set<Quota>() : Owned<Quota>();

    /// <summary>The history of those quotas.</summary>
    public IQueryable<QuotaEvent> QuotaEvents => caller.IsAdministrator ? db.Set<QuotaEvent>() : Owned<QuotaEvent>();

    /// <summary>What was measured of storage.</summary>
    public IQueryable<StorageUse> StorageUses => Owned<StorageUse>();

    /// <summary>Machines.</summary>
    public IQueryable<Worker> Workers => Platform<Worker>();

    /// <summary>Images that we brought onto machines.</summary>
    public IQueryable<WorkerImage> WorkerImages => Platform<WorkerImage>();

    /// <summary>Warm pools.</summary>
    public IQueryable<WarmPool> WarmPools => Platform<WarmPool>();

    /// <summary>What waits in them.</summary>
    public IQueryable<PooledInstance> PooledInstances => Platform<PooledInstance>();

    /// <summary>Clean-ups of disks.</summary>
    public IQueryable<DiskCleanup> DiskCleanups => Platform<DiskCleanup>();

    /// <summary>Host ports in use.</summary>
    public IQueryable<PublishedPort> PublishedPorts => Platform<PublishedPort>();

    /// <summary>What the platform does by itself.</summary>
    public IQueryable<ScheduledJob> Jobs => Platform<ScheduledJob>();

    /// <summary>Changes that were asked for under a name: the service that keeps them alone.</summary>
    internal IQueryable<IdempotentCommand> IdempotentCommands => SystemOnly<IdempotentCommand>();

    /// <summary>Sessions: jobs and the sign-in itself alone.</summary>
    internal IQueryable<Session> Sessions => SystemOnly<Session>();

    /// <summary>Refresh tokens: the sign-in itself alone.</summary>
    internal IQueryable<RefreshToken> RefreshTokens => SystemOnly<RefreshToken>();

    /// <summary>Minutes of what containers used: the service that asks whether they may be seen alone.</summary>
    internal IQueryable<MetricMinute> MetricMinutes => SystemOnly<MetricMinute>();

    /// <summary>Hours of it: likewise.</summary>
    internal IQueryable<MetricHour> MetricHours => SystemOnly<MetricHour>();

    /// <summary>Registries that somebody has credentials for: pulls alone.</summary>
    internal IQueryable<GuardedImage> GuardedImages => SystemOnly<GuardedImage>();

    /// <summary>What registries gave to whom: pulls alone.</summary>
    internal IQueryable<ImageGrant> ImageGrants => SystemOnly<ImageGrant>();

    private IQueryable<T> Owned<T>() where T : class, IOwned
    {
        var ids = caller.Organizations;
        return caller.IsSystem ? db.Set<T>() : db.Set<T>().Where(e => ids.Contains(e.OrganizationId));
    }

    private IQueryable<T> Platform<T>() where T : class =>
        caller.IsSystem || caller.IsAdministrator ? db.Set<T>() : db.Set<T>().Where(_ => false);

    private IQueryable<T> SystemOnly<T>() where T : class =>
        caller.IsSystem ? db.Set<T>() : db.Set<T>().Where(_ => false);
}
