using GraphPlatform.Web.Shell;

namespace GraphPlatform.Web.Pages.Containers;

/// <summary>What is wrong with a form, by its fields. The API names input fields; the form has fields of its own.</summary>
public sealed class FieldProblems
{
    private readonly List<(string Field, string Message)> found = [];

    /// <summary>The line on which each variable begins, from 1.</summary>
    public IReadOnlyList<int> EnvironmentLines { get; set; } = [];

    /// <summary>How many.</summary>
    public int Count => found.Count;

    /// <summary>Those that belong to no field.</summary>
    public IEnumerable<string> General => found.Where(p => p.Field.Length == 0).Select(p => p.Message);

    /// <summary>What is wrong with a field; null when nothing is.</summary>
    public string? this[string field]
    {
        get
        {
            var messages = found.Where(p => p.Field == field).Select(p => p.Message).ToList();
            return messages.Count == 0 ? null : string.Join(' ', messages);
        }
    }

    /// <summary>Notes one.</summary>
    public void Add(string field, string message) => found.Add((field, message));

    /// <summary>Notes what the API found.</summary>
    public void Add(IEnumerable<UserError> errors)
    {
        foreach (var error in errors) Add(FieldOf(error.Path), Where(error.Path) + error.Message);
    }

    /// <summary>Notes what the API found in fields that have no problem yet: what did not read was left out of what it saw.</summary>
    public void AddMissing(IEnumerable<UserError> errors)
    {
        var known = found.Select(p => p.Field).ToHashSet();
        Add(errors.Where(e => !known.Contains(FieldOf(e.Path))));
    }

    private static string FieldOf(IReadOnlyList<string>? path) => path switch
    {
        ["resources", "cpu", ..] => "cpu",
        ["resources", "memoryBytes", ..] => "memory",
        ["resources", "pids", ..] => "pids",
        ["autoscale", "min", ..] => "autoscaleMin",
        ["autoscale", ..] => "autoscaleMax",
        ["healthCheck", .., var part] => part switch { "command" => "healthCommand", "port" => "healthPort", "path" => "healthPath", "host" => "healthHost", "interval" => "healthInterval", "timeout" => "healthTimeout", "retries" => "healthRetries", "startPeriod" => "healthStart", _ => "" },
        ["lifecycle", ("idleAfter" or "stopAfter") and var field] => field,
        [("name" or "image" or "command" or "entrypoint" or "workingDirectory" or "environment" or "ports" or "volumes" or "replicas" or "restart" or "httpPort" or "stopGrace" or "updateStrategy" or "securityProfileId") and var field, ..] => field,
        _ => "",
    };

    private string Where(IReadOnlyList<string>? path) => path is not [var list, var index, ..] || !int.TryParse(index, out var at) ? "" : list switch
    {
        "environment" when at < EnvironmentLines.Count => $"Line {EnvironmentLines[at]}: ",
        "environment" => $"Variable {at + 1}: ",
        "ports" => $"Port {at + 1}: ",
        "volumes" => $"Volume {at + 1}: ",
        _ => "",
    };
}
