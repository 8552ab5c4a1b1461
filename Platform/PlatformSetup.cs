using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;
using GraphPlatform.Platform.Alerts;
using GraphPlatform.Platform.Audit;
using GraphPlatform.Platform.Backups;
using GraphPlatform.Platform.Backups.Policies;
using GraphPlatform.Platform.Backups.Running;
using GraphPlatform.Platform.Backups.Stores;
using GraphPlatform.Platform.Cleanup;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Containers.Changes;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Events;
using GraphPlatform.Platform.Files;
using GraphPlatform.Platform.Health;
using GraphPlatform.Platform.Ingress;
using GraphPlatform.Platform.Jobs;
using GraphPlatform.Platform.Logs;
using GraphPlatform.Platform.Logs.Export;
using GraphPlatform.Platform.Logs.Search;
using GraphPlatform.Platform.Metrics;
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
using GraphPlatform.Platform.Runtime.Steps;
using GraphPlatform.Platform.Scaling;
using GraphPlatform.Platform.Secrets;
using GraphPlatform.Platform.Security;
using GraphPlatform.Platform.Security.Policies;
using GraphPlatform.Platform.Telemetry;
using GraphPlatform.Platform.Terminals;
using GraphPlatform.Platform.Transfers;
using GraphPlatform.Platform.Volumes;
using GraphPlatform.Platform.Workers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using FileOptions = GraphPlatform.Platform.Files.FileOptions;

namespace GraphPlatform.Platform;

/// <summary>What the platform is made of.</summary>
public static class PlatformSetup
{
    /// <summary>Registers everything but the workers and what runs in the background.</summary>
    public static IServiceCollection AddPlatform(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton<EventBus>().AddDatabase().AddSecurity().AddAccounts().AddRegistries().AddProjects().AddQuotas().AddContainers().AddLogs().AddMetrics().AddAlerts().AddRuntime().AddTerminals().AddTransfers().AddFiles().AddPools().AddCleanup().AddBackups().AddHealth();
    }

    /// <summary>Registers what keeps the world as desired.</summary>
    public static IServiceCollection AddReconciler(this IServiceCollection services) => services.AddHostedService<Reconciler>().AddHostedService<PoolKeeper>().AddHostedService<RollupWriter>().AddHostedService<TerminalKeeper>().AddHostedService<BackupKeeper>();

    private static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddOptions<ApiOptions>().BindConfiguration("Api").ValidateDataAnnotations()
            .Validate(o => AddressRanges.TryParse(o.TrustedProxies, out _), $"Api:TrustedProxies {AddressRanges.Rule}").ValidateOnStart();
        services.AddOptions<AccountOptions>().BindConfiguration("Accounts").ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<AccessTokens>().AddSingleton<SignInThrottle>().AddSingleton<SessionService>().AddSingleton<AccountService>();
    }

    private static IServiceCollection AddRegistries(this IServiceCollection services) => services
        .AddSingleton(p => new SecretBox(p.GetRequiredService<DataFolder>())).AddSingleton<ImageAccessRecords>().AddSingleton<RegistryCredentialService>();

    private static IServiceCollection AddProjects(this IServiceCollection services)
    {
        services.AddOptions<NetworkOptions>().BindConfiguration("Networks").ValidateDataAnnotations()
            .Validate(o => o.IsValid(), "Networks:Pool is a network such as 10.201.0.0/16, Networks:PublishAddress an IP address.")
            .Validate(o => o.HasValidPorts(), "Networks:Ports are ranges by name, such as 20000-29999, one of them 'general'; Networks:BlockedPorts are ports and ranges separated by commas.")
            .ValidateOnStart();
        services.AddOptions<IngressOptions>().BindConfiguration("Ingress").ValidateDataAnnotations()
            .Validate(o => o.HasValidListeners(), "Ingress:Gate, Ingress:HttpListen and Ingress:HttpsListen are an IP address and a port, such as 127.0.0.1:7701.")
            .Validate(o => o.HasPrivateGate(), "Ingress:Gate is a loopback address, such as 127.0.0.1:7701: whom it answers learns the addresses of containers.")
            .Validate(o => AddressRanges.TryParse(o.TrustedProxies, out _), $"Ingress:TrustedProxies {AddressRanges.Rule}")
            .Validate(o => o.HasValidDnsServer(), "Ingress:DnsServer is an address such as 192.0.2.1 or 192.0.2.1:5353.").ValidateOnStart();
        return services.AddSingleton<SubnetPool>().AddSingleton<PortPools>().AddSingleton<AddressService>().AddSingleton<TextRecords>().AddSingleton<OwnershipCheck>().AddSingleton<ConsoleHosts>()
            .AddSingleton<DomainService>().AddSingleton<IngressNames>().AddSingleton<GateMark>().AddSingleton<ProjectNetworks>().AddSingleton<ProjectService>();
    }

    private static IServiceCollection AddSecurity(this IServiceCollection services)
    {
        services.AddOptions<SecurityOptions>().BindConfiguration("Security").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ISecurityPolicy, BasicIsolationPolicy>().AddSingleton<ISecurityPolicy, ResourceLimitsPolicy>().AddSingleton<ISecurityPolicy, BlockedPortsPolicy>()
            .AddSingleton<ISecurityPolicy, CapabilitiesPolicy>().AddSingleton<ISecurityPolicy, PrivilegedModePolicy>().AddSingleton<ISecurityPolicy, HostNamespacesPolicy>()
            .AddSingleton<ISecurityPolicy, DevicesPolicy>().AddSingleton<ISecurityPolicy, HostPathsPolicy>().AddSingleton<ISecurityPolicy, SeccompPolicy>()
            .AddSingleton<ISecurityPolicy, RuntimePolicy>();
        return services.AddSingleton<SecurityPolicies>().AddSingleton<SecurityProfileService>().AddSingleton<ContainerSecurity>().AddSingleton<AuditTrail>().AddSingleton<DoneOutside>().AddSingleton<AuditService>();
    }

    private static IServiceCollection AddQuotas(this IServiceCollection services)
    {
        services.AddOptions<QuotaOptions>().BindConfiguration("Quotas").ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<QuotaService>().AddSingleton<QuotaRecalculation>();
    }

    private static IServiceCollection AddContainers(this IServiceCollection services)
    {
        services.AddOptions<ContainerOptions>().BindConfiguration("Containers").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<IdleOptions>().BindConfiguration("Idle").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Idempotency>().AddSingleton<DeploymentSpecs>().AddSingleton<StrategyChooser>().AddSingleton<ContainerChanges>();
        services.AddSingleton<ActivityTracker>().AddSingleton<IdleSchedule>().AddSingleton<IdlePolicy>().AddSingleton<LiveInstances>().AddSingleton<LoadWindows>()
            .AddSingleton<ScalingService>();
        services.AddSingleton(p => new ContainerService(p.GetRequiredService<ContainerChanges>()));
        services.AddSingleton(p => new ContainerCreation(
            p.GetRequiredService<StateDatabase>(), p.GetRequiredService<QuotaService>(), p.GetRequiredService<AuditTrail>(), p.GetRequiredService<ContainerSecurity>(),
            p.GetRequiredService<ContainerChanges>(), p.GetRequiredService<Idempotency>(), p.GetRequiredService<DeploymentSpecs>(),
            p.GetRequiredService<PoolReservations>(), p.GetRequiredService<IdleSchedule>(), p.GetRequiredService<IOptions<ContainerOptions>>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new ContainerUpdates(
            p.GetRequiredService<StateDatabase>(), p.GetRequiredService<ContainerChanges>(), p.GetRequiredService<AuditTrail>(), p.GetRequiredService<ContainerSecurity>(),
            p.GetRequiredService<DeploymentSpecs>(), p.GetRequiredService<StrategyChooser>(), p.GetRequiredService<WorkerRegistry>(),
            p.GetRequiredService<IOptions<ContainerOptions>>()));
        services.AddSingleton(p => new PowerService(
            p.GetRequiredService<StateDatabase>(), p.GetRequiredService<ContainerChanges>(), p.GetRequiredService<ActivityTracker>(), p.GetRequiredService<LiveInstances>(),
            p.GetRequiredService<TimeProvider>()));
        return services.AddSingleton<ContainerQueries>().AddSingleton<OperationService>()
            .AddSingleton<VolumeService>().AddSingleton<ExecService>().AddSingleton<JobService>();
    }

    private static IServiceCollection AddLogs(this IServiceCollection services)
    {
        services.AddOptions<LogOptions>().BindConfiguration("Logs").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<LogStore>().AddSingleton<LogIngest>();
        services.AddSingleton<SearchSlots>().AddSingleton(p => new LogService(
            p.GetRequiredService<StateDatabase>(), p.GetRequiredService<LogStore>(), p.GetRequiredService<SearchSlots>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new LogSearchService(
            p.GetRequiredService<LogService>(), p.GetRequiredService<LogStore>(), p.GetRequiredService<SearchSlots>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ITransfer<DownloadContent>, LogExport>().AddSingleton(p => new LogExportService(p.GetRequiredService<DownloadService>()));
        return services.AddSingleton(p => new LogRetention(p.GetRequiredService<StateDatabase>(), p.GetRequiredService<LogStore>()));
    }

    private static IServiceCollection AddTransfers(this IServiceCollection services) => services
        .AddSingleton<SignedLinks>()
        .AddSingleton(p => new DownloadService(p.GetRequiredService<SignedLinks>(), p.GetServices<ITransfer<DownloadContent>>()))
        .AddSingleton(p => new UploadService(p.GetRequiredService<SignedLinks>(), p.GetServices<ITransfer<UploadTarget>>()));

    private static IServiceCollection AddFiles(this IServiceCollection services)
    {
        services.AddOptions<FileOptions>().BindConfiguration("Files").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<FilePlaces>().AddSingleton<ITransfer<DownloadContent>, FileDownload>().AddSingleton<ITransfer<UploadTarget>, FileUpload>();
        services.AddSingleton(p => new FileService(
            p.GetRequiredService<FilePlaces>(), p.GetRequiredService<QuotaService>(), p.GetRequiredService<ActivityTracker>(), p.GetRequiredService<AuditTrail>(),
            p.GetRequiredService<DoneOutside>(), p.GetRequiredService<IOptions<FileOptions>>()));
        return services.AddSingleton(p => new FileTransferService(p.GetRequiredService<DownloadService>(), p.GetRequiredService<UploadService>()));
    }

    private static IServiceCollection AddMetrics(this IServiceCollection services)
    {
        services.AddOptions<MetricOptions>().BindConfiguration("Metrics").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<StatsHub>().AddSingleton<MinuteRollups>().AddSingleton<HourRollups>().AddSingleton<ITransfer<DownloadContent>, MetricExport>();
        services.AddSingleton(p => new MetricService(
            p.GetRequiredService<StateDatabase>(), p.GetRequiredService<StatsHub>(), p.GetRequiredService<MinuteRollups>(), p.GetRequiredService<IOptions<MetricOptions>>(),
            p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new MetricExportService(p.GetRequiredService<DownloadService>(), p.GetRequiredService<MetricService>()));
        services.AddOptions<TelemetryOptions>().BindConfiguration("Telemetry")
            .Validate(o => o.HasValidEndpoint(), "Telemetry:OtlpEndpoint is an address such as http://127.0.0.1:4318.").ValidateOnStart();
        services.AddSingleton<MetricsTokenService>().AddSingleton(p => new ScrapeService(
            p.GetRequiredService<StateDatabase>(), p.GetRequiredService<MetricsTokenService>(), p.GetRequiredService<StatsHub>(), p.GetRequiredService<HealthService>(),
            p.GetRequiredService<JobService>(), p.GetRequiredService<IOptions<TelemetryOptions>>()));
        return services.AddSingleton(p => new StatsService(p.GetRequiredService<StateDatabase>(), p.GetRequiredService<StatsHub>()));
    }

    private static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.AddOptions<AlertOptions>().BindConfiguration("Alerts").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<NotificationOptions>().BindConfiguration("Notifications").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(p => new AlertEvaluation(p.GetRequiredService<StateDatabase>(), p.GetRequiredService<StatsHub>(), p.GetRequiredService<TimeProvider>()));
        return services.AddSingleton<AlertService>().AddSingleton<NotificationService>();
    }

    private static IServiceCollection AddTerminals(this IServiceCollection services)
    {
        services.AddOptions<TerminalOptions>().BindConfiguration("Terminals").ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<OpenTerminals>().AddSingleton<TerminalRights>().AddSingleton(p => new TerminalService(
            p.GetRequiredService<OpenTerminals>(), p.GetRequiredService<TerminalRights>(), p.GetRequiredService<PowerService>(), p.GetRequiredService<LiveInstances>(),
            p.GetRequiredService<ActivityTracker>(), p.GetRequiredService<WorkerRegistry>(), p.GetRequiredService<AuditTrail>(), p.GetRequiredService<IOptions<TerminalOptions>>(),
            p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<Terminal>>()));
    }

    private static IServiceCollection AddPools(this IServiceCollection services)
    {
        services.AddOptions<PoolOptions>().BindConfiguration("Pools").ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<PoolReservations>().AddSingleton<PoolFilling>().AddSingleton<WarmPoolService>();
    }

    private static IServiceCollection AddCleanup(this IServiceCollection services)
    {
        services.AddOptions<CleanupOptions>().BindConfiguration("Cleanup").ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<DiskSurvey>().AddSingleton(p => new CleanupService(
            p.GetRequiredService<StateDatabase>(), p.GetRequiredService<WorkerRegistry>(), p.GetRequiredService<DiskSurvey>(),
            p.GetRequiredService<IOptions<CleanupOptions>>(), p.GetRequiredService<AuditTrail>(), p.GetRequiredService<DoneOutside>(), p.GetRequiredService<TimeProvider>()));
    }

    private static IServiceCollection AddBackups(this IServiceCollection services)
    {
        services.AddOptions<BackupOptions>().BindConfiguration("Backups").ValidateDataAnnotations()
            .Validate(o => o.HasValidStore(), "Backups:Store S3 needs Backups:S3:Bucket.")
            .Validate(o => o.HasValidS3(), "Backups:S3 needs an endpoint such as https://s3.example.com (or none, for Amazon's), a region, an access key, a secret key or the file of one, a prefix that begins with no slash, and parts of 5 to 256 MiB.")
            .ValidateOnStart();
        services.AddSingleton<BackupStores>().AddSingleton<BackupRecords>().AddSingleton<BackupRemoval>().AddSingleton<BackupQueue>().AddSingleton<BackupWriting>().AddSingleton<RestoreHold>()
            .AddSingleton<BackupRestoring>().AddSingleton<BackupService>();
        services.AddSingleton(p => new RestoreService(
            p.GetRequiredService<StateDatabase>(), p.GetRequiredService<BackupStores>(), p.GetRequiredService<ContainerCreation>(), p.GetRequiredService<AuditTrail>(),
            p.GetRequiredService<Idempotency>(), p.GetRequiredService<TimeProvider>()));
        return services.AddSingleton(p => new BackupPolicyService(
            p.GetRequiredService<StateDatabase>(), p.GetRequiredService<BackupRecords>(), p.GetRequiredService<BackupRemoval>(), p.GetRequiredService<ICronTimes>(),
            p.GetRequiredService<AuditTrail>(), p.GetRequiredService<TimeProvider>()));
    }

    private static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddOptions<HealthOptions>().BindConfiguration("Health").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IHealthCheck, DatabaseHealth>().AddSingleton<IHealthCheck, EngineHealth>().AddSingleton<IHealthCheck, DiskHealth>()
            .AddSingleton<IHealthCheck, SchedulerHealth>().AddSingleton<IHealthCheck, EventBusHealth>().AddSingleton<IHealthCheck, IngressHealth>();
        return services.AddSingleton(p => new HealthService(
            p.GetServices<IHealthCheck>(), p.GetRequiredService<EventBus>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<HealthService>>()));
    }

    private static IServiceCollection AddRuntime(this IServiceCollection services) => services
        .AddSingleton<WorkerRegistry>().AddSingleton<HostGuard>().AddSingleton<WorkerService>().AddSingleton<InstanceFollowers>()
        .AddSingleton<ReconcileSlots>().AddSingleton<ReconcileRecords>().AddSingleton<UseDetector>().AddSingleton<HealthProbes>().AddSingleton<LastWords>()
        .AddSingleton<ImageSteps>().AddSingleton<PoolSteps>().AddSingleton<InstanceSteps>().AddSingleton<RolloutSteps>().AddSingleton<PowerSteps>().AddSingleton<RemovalSteps>().AddSingleton<ReconcileSteps>().AddSingleton<ContainerReconciler>().AddSingleton<FullReconcile>();
}
