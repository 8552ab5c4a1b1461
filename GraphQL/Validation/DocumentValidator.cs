using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;
using GraphPlatform.GraphQL.Validation.Rules;

namespace GraphPlatform.GraphQL.Validation;

/// <summary>Chapter 5, https://spec.graphql.org/September2025/#sec-Validation, after the limits of the server.</summary>
internal static class DocumentValidator
{
    /// <summary>Every error found, up to the limit; empty for a valid document.</summary>
    public static IReadOnlyList<GraphQLError> Validate(GraphQLSchema schema, DocumentNode document, GraphQLOptions options) =>
        Validate(schema, document, options, out _);

    /// <summary>The same, with the number of fields once fragments are written out: what a plan of the document will weigh.</summary>
    public static IReadOnlyList<GraphQLError> Validate(GraphQLSchema schema, DocumentNode document, GraphQLOptions options, out long expandedFields)
    {
        var context = new ValidationContext(schema, document, options);
        DocumentLimits.Check(context);
        expandedFields = context.ExpandedFields;
        if (context.Errors.Count > 0) return context.Errors;
        new DocumentWalker(context, Rules(context)).Walk();

        // Merging writes fragments out: only where each exists and none contains itself.
        if (context.Errors.Count == 0) new OverlappingFields(context).Check();
        return context.Errors;
    }

    private static ValidationRule[] Rules(ValidationContext context) =>
    [
        new ExecutableDefinitions(context),
        new OperationTypeExistence(context),
        new UniqueOperationNames(context),
        new LoneAnonymousOperation(context),
        new SingleRootField(context),
        new FieldsOnType(context),
        new LeafSelections(context),
        new KnownArguments(context),
        new UniqueArguments(context),
        new RequiredArguments(context),
        new UniqueFragmentNames(context),
        new KnownTypes(context),
        new FragmentsOnCompositeTypes(context),
        new UsedFragments(context),
        new KnownFragments(context),
        new FragmentCycles(context),
        new PossibleSpreads(context),
        new ValuesOfCorrectType(context),
        new KnownInputFields(context),
        new UniqueInputFields(context),
        new RequiredInputFields(context),
        new OneOfInputs(context),
        new KnownDirectives(context),
        new DirectiveLocations(context),
        new UniqueDirectives(context),
        new UniqueVariables(context),
        new VariablesAreInputTypes(context),
        new DefinedVariables(context),
        new UsedVariables(context),
        new VariableUsagesAllowed(context),
        new IncrementalOnRoots(context),
        new IncrementalInSubscriptions(context),
        new IncrementalLabels(context),
        new StreamOnLists(context),
        new SlicingArguments(context),
    ];
}
