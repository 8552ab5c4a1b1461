using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Schema.Alerts;
using GraphPlatform.Schema.Backups;
using GraphPlatform.Schema.Containers;
using GraphPlatform.Schema.Pools;

namespace GraphPlatform.Schema;

/// <summary>Something is gone.</summary>
/// <param name="Id">What it was.</param>
[ObjectType]
public sealed record Removed([property: ID] string Id) : IContainerEvent, IWarmPoolEvent, IAlertEvent, IBackupEvent;
