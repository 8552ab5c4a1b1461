using System.Globalization;
using System.Text;

namespace GraphPlatform.Platform.Metrics.Scraping;

/// <summary>Writes the text format of Prometheus, version 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats/.</summary>
internal sealed class PrometheusText
{
    private readonly StringBuilder text = new();

    /// <summary>Begins a metric. What it counts up for ever is a counter, and its name ends with <c>_total</c>.</summary>
    public PrometheusText Metric(string name, string help)
    {
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n');
        text.Append("# TYPE ").Append(name).Append(name.EndsWith("_total", StringComparison.Ordinal) ? " counter\n" : " gauge\n");
        return this;
    }

    /// <summary>A value of it.</summary>
    public PrometheusText Value(string name, double value, params (string Name, string Value)[] labels)
    {
        text.Append(name);
        for (var i = 0; i < labels.Length; i++)
        {
            text.Append(i == 0 ? '{' : ',').Append(labels[i].Name).Append("=\"");
            foreach (var c in labels[i].Value)
            {
                _ = c switch
                {
                    '\\' => text.Append("\\\\"),
                    '"' => text.Append("\\\""),
                    '\n' => text.Append("\\n"),
                    _ => text.Append(c),
                };
            }

            text.Append('"');
        }

        if (labels.Length > 0) text.Append('}');
        text.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        return this;
    }

    /// <summary>All of it.</summary>
    public override string ToString() => text.ToString();
}
