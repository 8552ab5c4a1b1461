using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Validation;

/// <summary>One rule of chapter 5. The walk calls it at every node; types are null where the document has no valid ones.</summary>
internal abstract class ValidationRule(ValidationContext context)
{
    protected ValidationContext Context { get; } = context;

    public virtual void Operation(OperationNode operation)
    {
    }

    public virtual void Fragment(FragmentNode fragment)
    {
    }

    public virtual void Other(DefinitionNode definition)
    {
    }

    public virtual void Variable(VariableDefinitionNode variable, GraphQLType? type)
    {
    }

    public virtual void Field(FieldNode field, NamedType? parent, FieldDefinition? definition)
    {
    }

    public virtual void InlineFragment(InlineFragmentNode fragment, NamedType? parent)
    {
    }

    public virtual void Spread(FragmentSpreadNode spread, NamedType? parent)
    {
    }

    /// <summary>The arguments of a field or directive. <paramref name="known"/> is null when that is unknown itself.</summary>
    public virtual void Arguments(SyntaxNode owner, string ownerName, ArgumentNode[] arguments, InputValueDefinition[]? known)
    {
    }

    /// <summary>The directives of one place.</summary>
    public virtual void Directives(DirectiveNode[] directives, string location)
    {
    }

    /// <summary>Any value, those inside lists and objects too.</summary>
    public virtual void Value(ValueNode value, GraphQLType? type)
    {
    }

    /// <summary>After the whole document.</summary>
    public virtual void End()
    {
    }
}
