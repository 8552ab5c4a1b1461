using System.Globalization;
using GraphPlatform.Web.Parts;

namespace GraphPlatform.Web.Pages.Containers;

/// <summary>The form of a new container as it was typed. Everything is text: what does not read as a number is a problem of its field.</summary>
public sealed class NewContainerForm
{
    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>An image's reference.</summary>
    public string? Image { get; set; }

    /// <summary>A command line, or a JSON list.</summary>
    public string? Command { get; set; }

    /// <summary>NAME=value, one a line.</summary>
    public string? Environment { get; set; }

    /// <summary>8080:80, one a line or by commas.</summary>
    public string? Ports { get; set; }

    /// <summary>nano, small, medium or own.</summary>
    public string Size { get; set; } = "small";

    /// <summary>Cores, with the size <c>own</c>.</summary>
    public string Cpu { get; set; } = "0.5";

    /// <summary>Megabytes, with the size <c>own</c>.</summary>
    public string Memory { get; set; } = "512";

    /// <summary>How many instances.</summary>
    public string Replicas { get; set; } = "1";

    /// <summary>ALWAYS, ON_FAILURE or NEVER.</summary>
    public string Restart { get; set; } = "ALWAYS";

    /// <summary>A profile that allows more.</summary>
    public string? SecurityProfileId { get; set; }

    /// <summary>Whether it starts at once.</summary>
    public bool Start { get; set; }

    /// <summary>The mutation's input.</summary>
    /// <param name="projectId">Where.</param>
    /// <param name="problems">What does not read.</param>
    public object ToInput(string projectId, FieldProblems problems)
    {
        var (cpu, megabytes) = Size switch
        {
            "nano" => (0.25, 256),
            "small" => (0.5, 512),
            "medium" => (1, 2048),
            _ => (Number(Cpu, "cpu", "Cores as a number: 0.5 is half of one.", problems), Number(Memory, "memory", "Megabytes as a number: 512.", problems)),
        };
        return new
        {
            projectId,
            name = Name?.Trim() ?? "",
            image = Image?.Trim() ?? "",
            command = Arguments(problems),
            environment = Variables(problems),
            ports = PortList(problems),
            resources = new { cpu, memoryBytes = (long)(megabytes * (1 << 20)) },
            replicas = (int)Number(Replicas, "replicas", "A whole number: 1.", problems),
            restart = Restart,
            securityProfileId = string.IsNullOrEmpty(SecurityProfileId) ? null : SecurityProfileId,
            start = Start,
        };
    }

    private static double Number(string text, string field, string rule, FieldProblems problems)
    {
        if (double.TryParse(text?.Trim().Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < 1e9) return value;
        problems.Add(field, rule);
        return 0;
    }

    private IReadOnlyList<string>? Arguments(FieldProblems problems)
    {
        if (string.IsNullOrWhiteSpace(Command)) return null;
        try
        {
            return CommandLine.Split(Command);
        }
        catch (FormatException open)
        {
            problems.Add("command", open.Message);
            return null;
        }
    }

    private List<object> Variables(FieldProblems problems)
    {
        var variables = new List<object>();
        var number = 0;
        foreach (var line in (Environment ?? "").ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            var at = line.IndexOf('=', StringComparison.Ordinal);
            if (at > 0) variables.Add(new { name = line[..at].Trim(), value = line[(at + 1)..] });
            else problems.Add("environment", $"Line {number} is no NAME=value.");
        }

        return variables;
    }

    private List<object> PortList(FieldProblems problems)
    {
        var ports = new List<object>();
        foreach (var entry in (Ports ?? "").Split([',', '\n', '\r', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            var (text, protocol) = entry.Split('/') switch { [var number, var name] => (number, name.ToUpperInvariant()), _ => (entry, "TCP") };
            var numbers = text.Split(':');
            if (numbers.Length is 1 or 2 && protocol is "TCP" or "UDP" && numbers.All(n => int.TryParse(n, NumberStyles.None, null, out _)))
                ports.Add(new { containerPort = int.Parse(numbers[^1]), hostPort = int.Parse(numbers[0]), protocol });
            else problems.Add("ports", $"“{entry}” is no port. Write HOST:CONTAINER, such as 8080:80 or 5353:53/udp.");
        }

        return ports;
    }
}
