using System.Security.Cryptography;
using System.Text.Json;

namespace GraphPlatform.Web.Pages.Containers.Form;

/// <summary>What the form means to the API: a mutation's input, by its fields.</summary>
internal static class FormInput
{
    private const int Megabyte = 1 << 20;

    /// <summary>The input that makes a container.</summary>
    public static Dictionary<string, object?> Create(ContainerForm form, string projectId, VolumeTexts volumes, FieldProblems problems) => new(Config(form, volumes, problems))
    {
        ["projectId"] = projectId,
        ["name"] = form.Name?.Trim() ?? "",
        ["start"] = form.Start,
    };

    /// <summary>What of a container's configuration is different in the form; what is as it was is left out, and so nobody else's.</summary>
    public static Dictionary<string, object?> Changes(ContainerForm form, ContainerForm before, VolumeTexts volumes, FieldProblems problems)
    {
        var old = Config(before, volumes, new FieldProblems());
        return Config(form, volumes, problems).Where(field => Json(field.Value) != Json(old.GetValueOrDefault(field.Key, Missing))).ToDictionary();
    }

    /// <summary>Tells whether what is applied is what was reviewed.</summary>
    public static string Seal(Dictionary<string, object?> input, long generation) =>
        Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { input, generation })))[..32];

    private static readonly object Missing = new { missing = true };

    private static string Json(object? value) => JsonSerializer.Serialize(value);

    private static Dictionary<string, object?> Config(ContainerForm form, VolumeTexts volumes, FieldProblems problems)
    {
        var config = new Dictionary<string, object?>
        {
            ["image"] = form.Image?.Trim() ?? "",
            ["command"] = FormTexts.Arguments(form.Command, "command", problems),
            ["entrypoint"] = FormTexts.Arguments(form.Entrypoint, "entrypoint", problems),
            ["workingDirectory"] = string.IsNullOrWhiteSpace(form.WorkingDirectory) ? null : form.WorkingDirectory.Trim(),
            ["environment"] = FormTexts.Variables(form.Environment, problems),
            ["ports"] = FormTexts.PortList(form.Ports, problems),
            ["volumes"] = volumes.Read(form.Volumes, problems),
            ["resources"] = Resources(form, problems),
            ["autoscale"] = Autoscale(form, problems),
            ["replicas"] = (int)FormTexts.Number(form.Replicas, "replicas", "A whole number: 1.", problems),
            ["restart"] = form.Restart,
            ["httpPort"] = FormTexts.Whole(form.HttpPort, "httpPort", problems),
            ["healthCheck"] = Health(form, problems),
            ["stopGrace"] = FormTexts.Duration(form.StopGrace, "stopGrace", problems),
            ["lifecycle"] = new
            {
                mode = form.IdleMode,
                idleAfter = FormTexts.Duration(form.IdleAfter, "idleAfter", problems),
                stopAfter = FormTexts.Duration(form.StopAfter, "stopAfter", problems),
            },
            ["updateStrategy"] = form.UpdateStrategy,
        };
        if (!string.IsNullOrEmpty(form.SecurityProfileId)) config["securityProfileId"] = form.SecurityProfileId == ContainerForm.NoProfile ? null : form.SecurityProfileId;
        return config;
    }

    private static object Resources(ContainerForm form, FieldProblems problems)
    {
        var preset = SizePreset.All.FirstOrDefault(s => s.Key == form.Size);
        var cpu = preset?.Cpu ?? FormTexts.Number(form.Cpu, "cpu", "Cores as a number: 0.5 is half of one.", problems);
        var megabytes = preset?.Megabytes ?? FormTexts.Number(form.Memory, "memory", "Megabytes as a number: 512.", problems);
        return new { cpu, memoryBytes = (long)Math.Round(megabytes * Megabyte), pids = FormTexts.Whole(form.Pids, "pids", problems) };
    }

    private static object? Autoscale(ContainerForm form, FieldProblems problems)
    {
        switch (form.AutoscaleMin, form.AutoscaleMax)
        {
            case (null or "", null or ""):
                return null;
            case (null or "", _):
                problems.Add("autoscaleMin", "Choose the smallest size too.");
                return null;
            case (_, null or ""):
                problems.Add("autoscaleMax", "Choose the largest size too.");
                return null;
            default:
                return new { min = form.AutoscaleMin, max = form.AutoscaleMax };
        }
    }

    private static object? Health(ContainerForm form, FieldProblems problems)
    {
        object Port() => FormTexts.Whole(form.HealthPort, "healthPort", problems) ?? 0;
        object? test = form.HealthKind switch
        {
            "COMMAND" => new { command = FormTexts.Arguments(form.HealthCommand, "healthCommand", problems) ?? [] },
            "HTTP" => new { http = new { port = Port(), path = form.HealthPath?.Trim() ?? "", host = string.IsNullOrWhiteSpace(form.HealthHost) ? null : form.HealthHost.Trim() } },
            "TCP" => new { tcp = new { port = Port() } },
            _ => null,
        };
        return test is null ? null : new
        {
            test,
            interval = FormTexts.Duration(form.HealthInterval, "healthInterval", problems),
            timeout = FormTexts.Duration(form.HealthTimeout, "healthTimeout", problems),
            retries = FormTexts.Whole(form.HealthRetries, "healthRetries", problems) ?? 3,
            startPeriod = FormTexts.Duration(form.HealthStart, "healthStart", problems),
        };
    }
}
