using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace GraphPlatform.GraphQL.Types;

/// <summary>JSON as an error message quotes it: not all of what is long, and readable also where it is not UTF-8.</summary>
internal static class JsonText
{
    private const int Longest = 80;

    public static string Of(JsonElement json) => Shorten(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(json)));

    public static string Shorten(string text) => text.Length <= Longest ? text : text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)] + "…";
}
