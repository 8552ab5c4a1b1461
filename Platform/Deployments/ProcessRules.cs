using System.Text;
using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Deployments;

/// <summary>What the kernel takes as arguments and variables of a program, wherever they are asked for: containers, commands, terminals.</summary>
public static class ProcessRules
{
    private const int MaxListLength = 200;

    // The kernel takes each argument and each NAME=value as one text of at most 128 KiB with its end (MAX_ARG_STRLEN of execve).
    private const int MaxTextBytes = 128 << 10;

    /// <summary>Finds what is wrong with variables.</summary>
    public static void Variables(IReadOnlyList<EnvironmentVariable> variables, Problems problems)
    {
        problems.Require(variables.Count <= MaxListLength, $"At most {MaxListLength} variables.", "environment");
        for (var i = 0; i < variables.Count; i++)
        {
            var (at, (name, value)) = (i.ToString(), variables[i]);
            problems
                .Require(Names.IsVariable(name), Names.VariableRule, "environment", at, "name")
                .Require(!value.Contains('\0'), "A value cannot hold a NUL.", "environment", at, "value")
                .Require(Bytes(name) + Bytes(value) <= MaxTextBytes, "A variable with its name is at most 128 KiB long, in bytes of UTF-8.", "environment", at, "value");
        }

        problems.Require(variables.DistinctBy(e => e.Name).Count() == variables.Count, "A variable is there twice.", "environment");
    }

    /// <summary>Finds what is wrong with a program's arguments.</summary>
    public static void Arguments(IReadOnlyList<string>? arguments, Problems problems, params string[] field)
    {
        if (arguments is null) return;
        problems
            .Require(arguments.Count <= MaxListLength && arguments.Sum(Bytes) <= MaxTextBytes, $"At most {MaxListLength} arguments of together 128 KiB.", field)
            .Require(arguments.All(a => !a.Contains('\0')), "An argument cannot hold a NUL.", field);
    }

    // With the = or the end behind it.
    private static long Bytes(string text) => Encoding.UTF8.GetByteCount(text) + 1L;
}
