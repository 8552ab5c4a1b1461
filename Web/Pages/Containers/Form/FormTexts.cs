using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using GraphPlatform.Web.Parts;

namespace GraphPlatform.Web.Pages.Containers.Form;

/// <summary>Reads what was typed; what does not read is a problem of its field.</summary>
internal static partial class FormTexts
{
    public static double Number(string? text, string field, string rule, FieldProblems problems)
    {
        if (double.TryParse(text?.Trim().Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < 1e9) return value;
        problems.Add(field, rule);
        return 0;
    }

    /// <summary>A whole number; null where nothing was typed.</summary>
    public static int? Whole(string? text, string field, FieldProblems problems)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var value)) return value;
        problems.Add(field, "A whole number.");
        return null;
    }

    /// <summary>A length of time in ISO 8601; null where nothing was typed.</summary>
    public static string? Duration(string? text, string field, FieldProblems problems)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (Durations.Parse(text) is { } span) return XmlConvert.ToString(span);
        problems.Add(field, Durations.Rule);
        return null;
    }

    public static IReadOnlyList<string>? Arguments(string? text, string field, FieldProblems problems)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        try
        {
            return CommandLine.Split(text);
        }
        catch (FormatException open)
        {
            problems.Add(field, open.Message);
            return null;
        }
    }

    /// <summary>The variables of an .env file; the API's problems with them are then told with their lines.</summary>
    public static List<object> Variables(string? text, FieldProblems problems)
    {
        var file = EnvFile.Read(text);
        foreach (var problem in file.Problems) problems.Add("environment", problem);
        problems.EnvironmentLines = [.. file.Variables.Select(v => v.Line)];
        return [.. file.Variables.Select(v => new { name = v.Name, value = v.Value })];
    }

    public static List<object> PortList(string? text, FieldProblems problems)
    {
        var ports = new List<object>();
        foreach (var entry in (text ?? "").Split([',', '\n', '\r', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            var found = Port().Match(entry);
            if (!found.Success || !int.TryParse(found.Groups["port"].Value, out var containerPort))
            {
                problems.Add("ports", $"“{entry}” is no port. Write HOST:CONTAINER, such as 8080:80 or 5353:53/udp, or POOL:CONTAINER, such as vite:5173.");
                continue;
            }

            var (address, host, pool) = (found.Groups["address"], found.Groups["host"], found.Groups["pool"]);
            ports.Add(new
            {
                containerPort,
                hostPort = pool.Success ? (int?)null : host.Success ? int.Parse(host.Value, CultureInfo.InvariantCulture) : containerPort,
                protocol = found.Groups["protocol"].Value.Equals("udp", StringComparison.OrdinalIgnoreCase) ? "UDP" : "TCP",
                address = address.Success ? address.Value.Trim('[', ']') : null,
                pool = pool.Success ? pool.Value.ToLowerInvariant() : null,
            });
        }

        return ports;
    }

    [GeneratedRegex(@"^(?:(?<address>\[[0-9a-f:.]+\]|\d+\.[\d.]+):)?(?:(?:(?<host>\d{1,6})|(?<pool>[a-z][a-z0-9-]*)):)?(?<port>\d{1,6})(?:/(?<protocol>tcp|udp))?$", RegexOptions.IgnoreCase)]
    private static partial Regex Port();
}
