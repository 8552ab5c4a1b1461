namespace GraphPlatform.Web.Shell;

/// <summary>Why a mutation was not done.</summary>
/// <param name="Message">What is wrong, and what helps.</param>
/// <param name="Code">For programs.</param>
/// <param name="Path">The input field at fault, from the outside in.</param>
public sealed record UserError(string Message, string Code, IReadOnlyList<string>? Path);
