using System.Globalization;
using System.Text;

namespace GraphPlatform.Docker.Http;

/// <summary>A query string. Absent values are left out.</summary>
internal sealed class Query
{
    private readonly StringBuilder text = new();

    public Query Add(string name, string? value)
    {
        if (value is null) return this;
        text.Append(text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }

    public Query Add(string name, bool value) => value ? Add(name, "1") : this;

    public Query Add(string name, long? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public Query Add(string name, IEnumerable<string>? values)
    {
        foreach (var value in values ?? []) Add(name, value);
        return this;
    }

    public override string ToString() => text.ToString();
}
