using System.Runtime.ExceptionServices;
using GraphPlatform.GraphQL.Execution.Running;
using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Execution.Plans;

/// <summary>
/// Argument coercion: https://spec.graphql.org/September2025/#sec-Coercing-Field-Arguments. Constants are coerced once, when the plan is made;
/// what depends on variables once in each run, however many objects the field is resolved for.
/// </summary>
internal sealed class ArgumentPlan
{
    private static readonly ArgumentPlan None = new([], []);

    private readonly InputValueDefinition[] definitions;
    private readonly ValueNode?[] literals;
    private readonly object?[]? constants;
    private readonly ExceptionDispatchInfo? refusal;
    private readonly int slot;

    private ArgumentPlan(InputValueDefinition[] definitions, ValueNode?[] literals, OperationPlan? operation = null)
    {
        (this.definitions, this.literals) = (definitions, literals);
        if (operation is not null && Array.Exists(literals, HasVariable))
        {
            slot = operation.NextArgumentSlot();
            return;
        }

        try
        {
            constants = Coerce(null);
        }
        catch (Exception e)
        {
            // The field's error, not the document's: it is thrown where the field is executed.
            refusal = ExceptionDispatchInfo.Capture(e);
        }
    }

    public static ArgumentPlan For(FieldSource source)
    {
        var definitions = source.Definition.Arguments;
        if (definitions.Length == 0) return None;
        var literals = new ValueNode?[definitions.Length];
        for (var i = 0; i < literals.Length; i++)
            literals[i] = Array.Find(source.Node.Arguments, argument => argument.Name == definitions[i].Name)?.Value;
        return new ArgumentPlan(definitions, literals, source.Operation);
    }

    /// <summary>One value for each argument that the field defines, as its parameter takes it.</summary>
    public object?[] ValuesFor(ExecutionRun run)
    {
        if (constants is not null) return constants;
        refusal?.Throw();
        ref var values = ref run.ArgumentSlot(slot);
        return values ??= Coerce(run.Variables);
    }

    private object?[] Coerce(VariableValues? variables)
    {
        var values = new object?[definitions.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var definition = definitions[i];
            var literal = literals[i];
            var given = literal is not null && (literal is not VariableNode variable || variables!.Lookup(variable.Name).Given);
            object? value = null;
            if (given) value = Literal(definition, literal!, variables);
            else if (definition.HasDefault) value = definition.Default;
            else if (definition.Type.IsNonNull) throw new GraphQLException($"Argument \"{definition.Name}\" is required: its type is {definition.Type}.");
            try
            {
                values[i] = definition.ToRuntime(value, given || definition.HasDefault);
            }
            catch (InputException e)
            {
                throw new GraphQLException(e.Message, GraphQLErrorCodes.BadUserInput);
            }
            catch (OverflowException)
            {
                // A narrower C# type than the scalar's.
                throw new GraphQLException($"Argument \"{definition.Name}\" is out of range.", GraphQLErrorCodes.BadUserInput);
            }
        }

        return values;
    }

    private static object? Literal(InputValueDefinition definition, ValueNode literal, VariableValues? variables)
    {
        try
        {
            return InputCoercion.FromLiteral(definition.Type, literal, definition.Place, variables is null ? null : variables.Lookup);
        }
        catch (InputException e)
        {
            throw new GraphQLException(e.Message);
        }
    }

    private static bool HasVariable(ValueNode? node) => node switch
    {
        VariableNode => true,
        ListNode list => Array.Exists(list.Items, HasVariable),
        ObjectNode literal => Array.Exists(literal.Fields, field => HasVariable(field.Value)),
        _ => false,
    };
}
