namespace GraphPlatform.Web.Pages.Containers;

/// <summary>One reason for which a container is awake.</summary>
public sealed record KeepAliveFacts(string Kind, string Reason, DateTimeOffset? Until);

/// <summary>What happens to a container next if nobody uses it.</summary>
public sealed record TransitionFacts(string To, DateTimeOffset At, string Reason)
{
    /// <summary>In words, before the time; wakefulness.js says the same.</summary>
    public string Words => To == "IDLE" ? "Falls idle" : "Falls asleep";
}

/// <summary>What happens when nobody uses a container; times are ISO 8601.</summary>
public sealed record LifecycleFacts(string Mode, string IdleAfter, string StopAfter);

/// <summary>An address under which it is reached from outside.</summary>
public sealed record UrlFacts(string Url, string Kind);

/// <summary>Whether a domain is served.</summary>
public sealed record DomainState(string Id, string Status);
