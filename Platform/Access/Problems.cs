namespace GraphPlatform.Platform.Access;

/// <summary>Collects what is wrong with an input, so that the caller hears of everything at once.</summary>
public sealed class Problems
{
    private readonly List<Problem> found = [];

    /// <summary>Notes a problem unless <paramref name="holds"/>.</summary>
    public Problems Require(bool holds, string message, params string[] path)
    {
        if (!holds) found.Add(new Problem(ErrorCode.Validation, message, path));
        return this;
    }

    /// <summary>Throws what was collected.</summary>
    /// <exception cref="PlatformException">Something was wrong.</exception>
    public void ThrowIfAny()
    {
        if (found.Count > 0) throw new PlatformException(found);
    }
}
