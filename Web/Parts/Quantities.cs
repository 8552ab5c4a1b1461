using System.Globalization;

namespace GraphPlatform.Web.Parts;

/// <summary>Numbers with their units; format.js says the same.</summary>
public static class Quantities
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB"];

    /// <summary>Cores: <c>0.34</c>.</summary>
    public static string Cores(double cores) => cores.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>Cores where little is used: <c>0.0031</c> below a tenth.</summary>
    public static string FineCores(double cores) =>
        cores is > 0 and < 0.1 ? cores.ToString("0.00##", CultureInfo.InvariantCulture) : Cores(cores);

    /// <summary>Whole megabytes, without the unit.</summary>
    public static string Megabytes(double bytes)
    {
        var value = bytes / (1 << 20);
        return value is > 0 and < 10 ? value.ToString("0.0", CultureInfo.InvariantCulture) : Math.Round(value).ToString("0", CultureInfo.InvariantCulture);
    }

    /// <summary>Bytes in the largest unit that leaves a number above 1: <c>1.5 GB</c>. A unit is 1024 of the one before, as for memory.</summary>
    public static string Bytes(double bytes)
    {
        var unit = 0;
        while (bytes >= 1024 && unit < Units.Length - 1)
        {
            bytes /= 1024;
            unit++;
        }

        var text = unit == 0 || bytes >= 100 ? Math.Round(bytes).ToString(CultureInfo.InvariantCulture) : bytes.ToString("0.#", CultureInfo.InvariantCulture);
        return $"{text} {Units[unit]}";
    }

    /// <summary>A share of a limit in percent, for a meter.</summary>
    public static double Percent(double value, double limit) => limit <= 0 ? 0 : Math.Round(Math.Clamp(value / limit, 0, 1) * 100, 1);

    /// <summary>A number as SVG and forms write it.</summary>
    public static string Plain(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary><c>1 line</c>, <c>2 lines</c>.</summary>
    public static string Count(int count, string thing) => count == 1 ? $"1 {thing}" : $"{count} {thing}s";
}
