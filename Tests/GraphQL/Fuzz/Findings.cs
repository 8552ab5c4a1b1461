namespace GraphPlatform.GraphQL.Tests.Fuzz;

/// <summary>What fuzzing found, smaller; see the test of the same name.</summary>
internal static class Findings
{
    public static readonly (string Document, string Variables)[] All =
    [
        // JSON that is not UTF-8 is written with Latin letters here: see the test.
        ("query($k: Kind!, $b: By) { kind(of: $k) nodes(by: $b) { id } }", "{\"k\": \"FIR\u0082\", \"b\": {\"id\u00ff\": 1}}"),
        ("{ any(value: \"\"\"a\u2028b\u0085c\"\"\") }", "{}"),
    ];
}
