using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using GraphPlatform.Platform;
using GraphPlatform.Platform.Access;

namespace GraphPlatform.Tests.Features.Architecture;

/// <summary>The house stands as it was drawn.</summary>
public sealed class ArchitectureTests
{
    private const int MaxLines = 300;
    private const int MaxFilesInFolder = 20;

    private static readonly Dictionary<string, string[]> References = new()
    {
        ["GraphQL"] = [],
        ["Docker"] = [],
        ["Platform"] = [],
        ["Agent"] = ["Docker", "Platform"],
        ["Jobs"] = ["Platform"],
        ["Schema"] = ["GraphQL", "Platform"],
        ["Web"] = ["GraphQL"],
        ["Server"] = ["Agent", "Docker", "GraphQL", "Jobs", "Platform", "Schema", "Web"],
    };

    [Fact]
    public void Each_project_sees_only_what_the_design_lets_it_see()
    {
        foreach (var (project, expected) in References)
        {
            var file = XDocument.Load(Path.Combine(House.Root, project, project + ".csproj"));
            var actual = file.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value)).Order();
            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void Only_the_agent_speaks_Docker() => Assert.Equal(
        [],
        House.Sources().Where(p => p.Split('/')[0] is not ("Docker" or "Agent" or "Tests" or "Bench") && Text(p).Contains("using GraphPlatform.Docker", StringComparison.Ordinal)));

    [Fact]
    public void The_platform_knows_no_GraphQL_and_no_HTTP() => Assert.Equal(
        [],
        House.Sources().Where(p => p.Split('/')[0] is "Platform" or "Agent" or "Jobs")
            .Where(p => Text(p).Contains("Microsoft.AspNetCore", StringComparison.Ordinal) || Text(p).Contains("GraphPlatform.GraphQL", StringComparison.Ordinal)));

    [Fact]
    public void No_file_outgrows_its_name() =>
        Assert.Equal([], House.Sources().Where(p => File.ReadLines(Path.Combine(House.Root, p)).Count() > MaxLines));

    [Fact]
    public void No_folder_outgrows_a_glance() => Assert.Equal(
        [],
        House.Sources().GroupBy(Path.GetDirectoryName).Where(g => g.Count() > MaxFilesInFolder).Select(g => g.Key).Except(["GraphQL/Validation/Rules"]));

    [Fact]
    public void Namespaces_are_folders()
    {
        var wrong = House.Sources().Where(p => p.Split('/')[0] is not ("Tests" or "Bench") && Path.GetFileName(p) != "Program.cs")
            .Where(p => !Text(p).Contains($"namespace GraphPlatform.{Path.GetDirectoryName(p)!.Replace('/', '.')};", StringComparison.Ordinal));
        Assert.Equal([], wrong);
    }

    /// <summary>Whoever adds a service method has to say who asks: authorization starts with the first parameter.</summary>
    [Fact]
    public void Every_service_method_takes_the_caller_first_and_the_cancellation_token_last()
    {
        var services = typeof(PlatformSetup).Assembly.GetExportedTypes()
            .Where(t => t.Name.EndsWith("Service", StringComparison.Ordinal) || t.Name.EndsWith("Queries", StringComparison.Ordinal)).ToList();
        Assert.True(services.Count >= 10);

        // How a caller comes to be: these cannot be asked for one.
        string[] origins = ["SessionService.FromSessionTokenAsync", "SessionService.FromSessionAsync"];
        var wrong = new List<string>();
        foreach (var method in services.SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)))
        {
            var name = $"{method.DeclaringType!.Name}.{method.Name}";
            if (method.IsSpecialName || method.Name == nameof(IDisposable.Dispose) || method.GetCustomAttribute<CompilerGeneratedAttribute>() is not null || origins.Contains(name)) continue;
            var parameters = method.GetParameters();
            if (parameters.FirstOrDefault()?.ParameterType != typeof(Caller)) wrong.Add(name + " has no caller");
            if (method.Name.EndsWith("Async", StringComparison.Ordinal) && parameters[^1].ParameterType != typeof(CancellationToken)) wrong.Add(name + " cannot be cancelled");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Program_is_a_table_of_contents() => Assert.True(File.ReadLines(Path.Combine(House.Root, "Server/Program.cs")).Count() < 60);

    private static string Text(string path) => File.ReadAllText(Path.Combine(House.Root, path));
}
