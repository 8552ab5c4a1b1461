using System.Reflection;

namespace GraphPlatform.GraphQL.Binding.Discovery;

/// <summary>Attributes of a member or parameter that decide its GraphQL type.</summary>
/// <param name="Scalar">The scalar of a string: ID, or a name of its own.</param>
/// <param name="Utf8">Bytes are text.</param>
/// <param name="Returns">What an <c>object</c> is.</param>
/// <param name="AllowsNul">Text may hold NUL.</param>
internal readonly record struct MemberMarks(string? Scalar, bool Utf8, Type? Returns, bool AllowsNul)
{
    public static MemberMarks Of(params ICustomAttributeProvider?[] providers)
    {
        string? scalar = null;
        var (utf8, allowsNul) = (false, false);
        Type? returns = null;
        foreach (var provider in providers)
        {
            if (provider is null) continue;
            foreach (var attribute in provider.GetCustomAttributes(inherit: false))
            {
                switch (attribute)
                {
                    case IDAttribute: scalar = "ID"; break;
                    case ScalarAttribute named: scalar = named.Name; break;
                    case Utf8StringAttribute: utf8 = true; break;
                    case AllowNulAttribute: allowsNul = true; break;
                    case IReturns given: returns = given.Type; break;
                }
            }
        }

        return new MemberMarks(scalar, utf8, returns, allowsNul);
    }
}
