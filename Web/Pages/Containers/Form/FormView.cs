namespace GraphPlatform.Web.Pages.Containers.Form;

/// <summary>The form as the pages for a new container and for a change of one show it.</summary>
/// <param name="Form">As typed.</param>
/// <param name="Problems">What is wrong with it.</param>
/// <param name="ProjectName">Where.</param>
/// <param name="Profiles">What administrators allow beyond the defaults.</param>
/// <param name="IsNew">Whether it makes a container.</param>
/// <param name="Volumes">The project's volumes.</param>
/// <param name="Declared">Where the image declares volumes.</param>
public sealed record FormView(ContainerForm Form, FieldProblems Problems, string ProjectName, IReadOnlyList<ProfileFacts> Profiles, bool IsNew, IReadOnlyList<VolumeChoice> Volumes, string Declared = "")
{
    /// <summary>Volumes that no container has.</summary>
    public string FreeVolumes => string.Join(", ", Volumes.Where(v => v.Container is null).Select(v => v.Name));

    private static readonly string[] Advanced =
        ["volumes", "healthCheck", "healthCommand", "healthPort", "healthPath", "healthHost", "healthInterval", "healthTimeout", "healthRetries", "healthStart", "stopGrace", "idleAfter", "stopAfter", "updateStrategy",
        "entrypoint", "workingDirectory", "pids", "autoscaleMin", "autoscaleMax"];

    /// <summary>Whether the advanced part is open.</summary>
    public bool IsOpen => !IsNew || Form.IsAdvanced || Advanced.Any(f => Problems[f] is not null);

    /// <summary>For aria-invalid.</summary>
    public string? Invalid(string field) => Problems[field] is null ? null : "true";

    /// <summary>For aria-describedby.</summary>
    public string Described(string field) => Problems[field] is null ? field + "-hint" : $"{field}-hint {field}-error";

    /// <summary>A field of one line.</summary>
    public FieldView Field(string name, string label, string? value, string hint, string? placeholder = null, string? unit = null, string mode = "text", bool mono = false) =>
        new(name, label, value, hint, Problems[name], placeholder, unit, mode, mono);

    /// <summary>A choice.</summary>
    public ChoiceView Choice(string name, string label, string? value, string hint, params (string Key, string Word)[] options) => new(name, label, value, hint, Problems[name], options);
}

/// <summary>A field of one line.</summary>
public sealed record FieldView(string Name, string Label, string? Value, string Hint, string? Error, string? Placeholder, string? Unit, string Mode, bool Mono);

/// <summary>A choice of a few.</summary>
public sealed record ChoiceView(string Name, string Label, string? Value, string Hint, string? Error, IReadOnlyList<(string Key, string Word)> Options);

/// <summary>A security profile.</summary>
public sealed record ProfileFacts(string Id, string Name, Allowance Allows)
{
    /// <summary>What it allows, in words.</summary>
    public string Words => string.Join(", ", new[]
    {
        Allows.AllowRoot ? "the image's user, root included" : null,
        Allows.WritableRoot ? "a writable root file system" : null,
        Allows.Capabilities.Count > 0 ? string.Join(", ", Allows.Capabilities) : null,
    }.Where(w => w is not null));
}

/// <summary>What is allowed beyond the defaults.</summary>
public sealed record Allowance(bool AllowRoot, bool WritableRoot, IReadOnlyList<string> Capabilities);
