using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Security.Policies;

/// <summary>All rules, looked at together.</summary>
public sealed class SecurityPolicies(IEnumerable<ISecurityPolicy> policies)
{
    /// <summary>Refuses what is against a rule, naming each one.</summary>
    /// <exception cref="PlatformException">FORBIDDEN with a <see cref="SecurityViolation"/> for each rule.</exception>
    public void Demand(WantedSecurity wanted)
    {
        var problems = new List<Problem>();
        foreach (var policy in policies)
        {
            if (policy.Check(wanted) is { } why)
                problems.Add(new Problem(ErrorCode.Forbidden, $"Against the rule {policy.Rule}: {why}") { Detail = new SecurityViolation(policy.Rule) });
        }

        if (problems.Count > 0) throw new PlatformException(problems);
    }
}
