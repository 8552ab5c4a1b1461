namespace GraphPlatform.GraphQL.Execution;

/// <summary>Limits of the engine. What breaks one is refused before anything is resolved; only the size of a response shows while it is written.</summary>
public sealed record GraphQLOptions
{
    /// <summary>UTF-8 bytes of a document.</summary>
    public int MaxDocumentBytes { get; set; } = 256 * 1024;

    /// <summary>Tokens in a document.</summary>
    public int MaxTokens { get; set; } = 10_000;

    /// <summary>Braces and brackets inside each other in a document: the parser recurses as deep.</summary>
    public int MaxNesting { get; set; } = 200;

    /// <summary>Nesting of fields. Introspection as clients send it needs 15.</summary>
    public int MaxDepth { get; set; } = 25;

    /// <summary>Fields after all fragments are written out.</summary>
    public int MaxFields { get; set; } = 5_000;

    /// <summary>Selections that are looked at, fragments written out, to find whether fields of one name can be merged: fields with many namesakes in nested fragments of several types take more than they are.</summary>
    public int MaxMergedSelections { get; set; } = 200_000;

    /// <summary>Aliases in a document.</summary>
    public int MaxAliases { get; set; } = 200;

    /// <summary>Directives in a document.</summary>
    public int MaxDirectives { get; set; } = 200;

    /// <summary>Lists and input objects inside each other in one value, of the document or of its variables.</summary>
    public int MaxListNesting { get; set; } = 10;

    /// <summary>
    /// What an operation may cost at most, reckoned before it runs: about the number of objects in its answer. See <see cref="Binding.CostAttribute"/> and
    /// <see cref="Binding.ListSizeAttribute"/>. Sent back as <c>extensions.cost</c> to who asks (<c>GraphQL-Cost: report</c>), and to who is over it.
    /// </summary>
    public double MaxCost { get; set; } = 50_000;

    /// <summary>How many items a list is taken to have of which nothing is known.</summary>
    public int AssumedListSize { get; set; } = 10;

    /// <summary>How long a query or mutation may run. Then its resolvers are cancelled and the client is told. Zero or less: without end. Fields with a <see cref="Binding.TimeLimitAttribute"/> give it more.</summary>
    public TimeSpan MaxExecutionTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A query or mutation that takes longer is logged, with its name and without its variables. Zero or less: none is.</summary>
    public TimeSpan SlowOperationTime { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether each resolver has a span of its own in traces, where traces are recorded at all. It costs: for looking into one thing.</summary>
    public bool TraceResolvers { get; set; }

    /// <summary>Errors that validation reports before it stops.</summary>
    public int MaxValidationErrors { get; set; } = 50;

    /// <summary>Documents kept parsed, validated and compiled.</summary>
    public int DocumentCacheSize { get; set; } = 1_000;

    /// <summary>Bytes of the largest document that is kept.</summary>
    public int MaxCachedDocumentBytes { get; set; } = 64 * 1024;

    /// <summary>
    /// Bytes that all kept documents may take: each counts with its own bytes and about 300 for each field, fragments written out.
    /// </summary>
    public long MaxDocumentCacheBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Bytes of a response (of one event, for a subscription). A larger one is given up and answered with RESPONSE_TOO_LARGE.</summary>
    public int MaxResponseBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>Whether <c>__schema</c> and <c>__type</c> may be asked for.</summary>
    public bool AllowIntrospection { get; set; } = true;

    /// <summary>Lists of the introspection schema inside each other. What clients usually ask needs three: types, fields, args.</summary>
    public int MaxIntrospectionLists { get; set; } = 3;

    /// <summary>Whether schemas made from C# have <c>@defer</c> and <c>@stream</c>. A schema from type definitions has them when it defines them.</summary>
    public bool IncrementalDelivery { get; set; } = true;

    /// <summary>The largest page of a connection; more is an error.</summary>
    public int MaxPageSize { get; set; } = 100;

    /// <summary>The page when neither <c>first</c> nor <c>last</c> is given.</summary>
    public int DefaultPageSize { get; set; } = 20;
}
