using GraphPlatform.GraphQL.Execution.Running;

namespace GraphPlatform.GraphQL.Execution.Cost;

/// <summary>A part of an operation's cost. What does not depend on variables is one number as soon as the operation is compiled.</summary>
internal abstract class CostTerm
{
    public abstract double Of(VariableValues? variables);

    /// <summary>Whether variables may change it.</summary>
    public virtual bool Varies => true;

    public static CostTerm Constant(double value) => new ConstantTerm(value);

    public static CostTerm Sum(List<CostTerm> terms)
    {
        var constant = terms.Where(term => !term.Varies).Sum(term => term.Of(null));
        var varying = terms.FindAll(term => term.Varies);
        if (varying.Count == 0) return Constant(constant);
        if (constant != 0) varying.Add(Constant(constant));
        return varying.Count == 1 ? varying[0] : new SumTerm([.. varying]);
    }

    public static CostTerm Largest(List<CostTerm> terms) =>
        terms.Count == 1 ? terms[0] : terms.Exists(term => term.Varies) ? new LargestTerm([.. terms]) : Constant(terms.Count == 0 ? 0 : terms.Max(term => term.Of(null)));

    public static CostTerm Product(CostTerm size, CostTerm each)
    {
        if (!size.Varies && !each.Varies) return Constant(size.Of(null) * each.Of(null));
        if (!size.Varies && size.Of(null) == 1) return each;
        return new ProductTerm(size, each);
    }

    private sealed class ConstantTerm(double value) : CostTerm
    {
        public override bool Varies => false;

        public override double Of(VariableValues? variables) => value;
    }

    private sealed class SumTerm(CostTerm[] terms) : CostTerm
    {
        public override double Of(VariableValues? variables)
        {
            var sum = 0.0;
            foreach (var term in terms) sum += term.Of(variables);
            return sum;
        }
    }

    private sealed class LargestTerm(CostTerm[] terms) : CostTerm
    {
        public override double Of(VariableValues? variables)
        {
            var largest = 0.0;
            foreach (var term in terms) largest = Math.Max(largest, term.Of(variables));
            return largest;
        }
    }

    private sealed class ProductTerm(CostTerm size, CostTerm each) : CostTerm
    {
        public override double Of(VariableValues? variables) => size.Of(variables) * each.Of(variables);
    }
}

/// <summary>The size that a variable gives.</summary>
/// <param name="variable">Its name.</param>
/// <param name="otherwise">The size when it is absent or null.</param>
internal sealed class SizeTerm(string variable, double otherwise) : CostTerm
{
    public override double Of(VariableValues? variables) => variables?.Lookup(variable).Value switch
    {
        int size => Math.Max(0, size),
        long size => Math.Max(0, size),
        _ => otherwise,
    };
}
