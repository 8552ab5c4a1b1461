using System.Text.Json;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Server;

/// <summary>What clients may not send: NUL (U+0000), which PostgreSQL cannot keep and which becomes another character in what programs say, and cursors of other lists.</summary>
public sealed class InputTests
{
    private const string Introspection = """
        { __schema { mutationType { fields { name type { kind name ofType { name } } args { name type { ...T } } } }
          types { kind name isOneOf inputFields { name defaultValue type { ...T } } enumValues { name } } } }
        fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }
        """;

    private static readonly string[] Passed = ["ExecInContainerInput.stdin", "SendTerminalInputInput.data"];      // these reach a program as bytes

    [SkippableFact]
    public async Task No_text_of_any_mutation_takes_it()
    {
        await using var server = await ServerProcess.StartAsync();
        using var client = await GraphQLClient.SignInAsync(server.Url);
        var schema = (await client.QueryAsync(Introspection)).GetProperty("__schema");
        var types = schema.GetProperty("types").EnumerateArray().ToDictionary(t => t.GetProperty("name").GetString()!);
        var tried = 0;
        foreach (var mutation in schema.GetProperty("mutationType").GetProperty("fields").EnumerateArray())
        {
            var arguments = mutation.GetProperty("args");
            if (arguments.GetArrayLength() != 1) continue;
            var (name, input) = (mutation.GetProperty("name").GetString()!, Core(arguments[0].GetProperty("type")));
            foreach (var field in types[input].GetProperty("inputFields").EnumerateArray())
            {
                var path = $"{input}.{field.GetProperty("name").GetString()}";
                if (Core(field.GetProperty("type")) is not ("String" or "ID" or "Cursor") || Passed.Contains(path)) continue;
                var document = $"mutation($input: {input}!) {{ {name}(input: $input) {{ __typename }} }}";
                var answer = await client.SendAsync(document, new { input = Input(types, input, field.GetProperty("name").GetString()!) });
                Assert.True(answer.TryGetProperty("errors", out var errors), $"{path}: {answer}");
                Assert.True(errors[0].GetProperty("message").GetString()!.Contains("NUL", StringComparison.Ordinal), $"{path}: {answer}");
                tried++;
            }
        }

        Assert.True(tried > 75, $"{tried} texts");
    }

    [SkippableFact]
    public async Task A_program_that_prints_it_does_not_jam_its_container()
    {
        DockerEngine.Require();
        await using var fixture = await ServerFixture.StartAsync(options: Postgres.NewDatabase());
        var (id, operation) = await fixture.CreateAsync("printf 'gone \\000 wrong\\n'; exit 3", ", restart: NEVER");
        var ended = await fixture.OperationAsync(operation);
        Assert.Equal("FAILED", ended.GetProperty("status").GetString());
        Assert.Contains("gone \uFFFD wrong", ended.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task A_cursor_of_another_list_is_refused_and_is_not_the_first_page()
    {
        await using var server = await ServerProcess.StartAsync();
        using var client = await GraphQLClient.SignInAsync(server.Url);
        foreach (var cursor in new[] { "garbage", "", "0", "ctr_", "prj_0000000000000000000000000U", "ctr_06f3q1v8h5xwz9r2k4n7c0t6d8" })
        {
            foreach (var page in new[] { "first: 1, after: $cursor", "last: 1, before: $cursor" })
            {
                var answer = await client.SendAsync($"query($cursor: Cursor) {{ projects({page}) {{ nodes {{ id }} }} }}", new { cursor });
                Assert.True(answer.TryGetProperty("errors", out var errors), $"{page} with '{cursor}': {answer}");
                Assert.Equal("VALIDATION", errors[0].GetProperty("extensions").GetProperty("code").GetString());
            }
        }
    }

    private static string Core(JsonElement type) => type.GetProperty("name") is { ValueKind: JsonValueKind.String } name ? name.GetString()! : Core(type.GetProperty("ofType"));

    private static Dictionary<string, object?> Input(Dictionary<string, JsonElement> types, string name, string? nul)
    {
        var oneOf = types[name].GetProperty("isOneOf") is { ValueKind: JsonValueKind.True };
        var values = new Dictionary<string, object?>();
        foreach (var field in types[name].GetProperty("inputFields").EnumerateArray())
        {
            var (key, type) = (field.GetProperty("name").GetString()!, field.GetProperty("type"));
            var required = type.GetProperty("kind").GetString() == "NON_NULL" && field.GetProperty("defaultValue").ValueKind == JsonValueKind.Null;
            if (!required && key != nul && !(oneOf && values.Count == 0)) continue;
            values[key] = Value(types, type, key == nul);
        }

        return values;
    }

    private static object? Value(Dictionary<string, JsonElement> types, JsonElement type, bool nul)
    {
        switch (type.GetProperty("kind").GetString())
        {
            case "NON_NULL": return Value(types, type.GetProperty("ofType"), nul);
            case "LIST": return new[] { Value(types, type.GetProperty("ofType"), nul) };
            case "ENUM": return types[Core(type)].GetProperty("enumValues")[0].GetProperty("name").GetString();
            case "INPUT_OBJECT": return Input(types, Core(type), null);
        }

        return Core(type) switch { "Int" or "Long" or "Float" => 1, "Boolean" => true, "Duration" => "PT1M", "DateTime" => "2026-01-01T00:00:00Z", _ => nul ? "a\0b" : "text" };
    }
}
