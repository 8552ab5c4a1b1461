namespace GraphPlatform.Agent.Images;

/// <summary>Who an image wants its processes to be (<c>USER</c> in a Dockerfile).</summary>
/// <param name="Text">As the image says it; empty for root.</param>
/// <param name="User">The number of the user.</param>
/// <param name="Group">The number of the group.</param>
/// <param name="NamesGroup">Whether the image names the group too; else the engine finds the user's groups.</param>
internal sealed record ImageUser(string Text, int User, int Group, bool NamesGroup)
{
    /// <summary>Of an image that says nothing.</summary>
    public static ImageUser Root { get; } = new("", 0, 0, false);

    /// <summary>Whether that is root, under whatever name.</summary>
    public bool IsRoot => User == 0;

    /// <summary>By number, so that nothing in the container can make another user of the name. The engine looks up groups that the image does not name.</summary>
    public string Numbers => NamesGroup ? $"{User}:{Group}" : $"{User}";
}
