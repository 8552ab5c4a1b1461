using System.ComponentModel.DataAnnotations;

namespace GraphPlatform.Platform.Database;

/// <summary>Section <c>Data</c>.</summary>
public sealed class DataOptions
{
    /// <summary>The folder of everything that is kept: database, logs, keys. Made if it is not there; readable by its owner alone.</summary>
    [Required]
    public string Directory { get; init; } = ".data";
}
