namespace GraphPlatform.Platform.Security.Policies;

/// <summary>One rule of security: looks at what is wanted, as a value.</summary>
public interface ISecurityPolicy
{
    /// <summary>The rule's name, which a refusal tells and the audit trail keeps.</summary>
    string Rule { get; }

    /// <summary>Why it is against the rule, in a sentence that says what helps; null when it is not.</summary>
    string? Check(WantedSecurity wanted);
}
