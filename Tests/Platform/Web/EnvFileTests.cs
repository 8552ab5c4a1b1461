using System.Text.Json;
using GraphPlatform.Web.Pages.Containers.Form;

namespace GraphPlatform.Tests.Platform.Web;

/// <summary>What is pasted into the field "Environment".</summary>
public sealed class EnvFileTests
{
    private static readonly string[] Pieces =
        ["a", "B", " ", "  ", "\t", "#", " #", "\"", "'", "\\", "\\n", "$", "${X}", "`", "\n", "\r", "\r\n", "=", "é", "\u2028", "\f", "\u00a0", "\ufeff", "😀", "export ", "{\"a\": 1}"];

    [Fact]
    public void A_usual_file_is_read()
    {
        var expected = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(Node.Folder, "expected.json")))!;
        foreach (var ends in (string[])["\n", "\r\n", "\r"])
        {
            var file = EnvFile.Read(File.ReadAllText(Path.Combine(Node.Folder, "paste.env")).ReplaceLineEndings(ends));
            Assert.Empty(file.Problems);
            Assert.Equal(expected, file.Variables.ToDictionary(v => v.Name, v => v.Value));
        }
    }

    [Theory]
    [InlineData("A=1\n\n# B=2\nC=3", "A=1|C=3")]
    [InlineData("\ufeffA=1", "A=1")]
    [InlineData("  A=1\n\tB =\t2  ", "A=1|B=2")]
    [InlineData("export A=1\n\texport\tB=2\nexport=3\nexported=4", "A=1|B=2|export=3|exported=4")]
    [InlineData("export = 1", "export=1")]
    [InlineData("A=\nB=   \nC=\"\"\nD=''", "A=|B=|C=|D=")]
    [InlineData("A=1 # note\nB= # note\nC=\"x\" # note\nD='x'#note\nE=1\t#note", "A=1|B=|C=x|D=x|E=1")]
    [InlineData("A=a#b\nB=#fff\nC=a # b # c", "A=a#b|B=#fff|C=a")]
    [InlineData("A='a # b'\nB=\"a # b\"", "A=a # b|B=a # b")]
    [InlineData("A=it's\nB=a\"b\nC={\"a\": 1}", "A=it's|B=a\"b|C={\"a\": 1}")]
    [InlineData("A=$HOME/x\nB=\"$HOME\"\nC='$HOME'\nD=\"\\$HOME\"\nE='\\$HOME'", "A=$HOME/x|B=$HOME|C=$HOME|D=$HOME|E=\\$HOME")]
    [InlineData("A=\"x\\ny\\t\\\"z\\\" \\\\ \\d\"", "A=x\ny\t\"z\" \\ \\d")]
    [InlineData("A='x\\ny'\nB=x\\ny", "A=x\\ny|B=x\\ny")]
    [InlineData("A=\"1\nB=2\n\n# no note\"\nC='1\n2'", "A=1\nB=2\n\n# no note|C=1\n2")]
    [InlineData("a.b-c/d=1\nA=b=c==", "a.b-c/d=1|A=b=c==")]
    [InlineData("A=a b c", "A=a b c")]
    public void Each_shape_is_read(string text, string expected)
    {
        var file = EnvFile.Read(text);
        Assert.Empty(file.Problems);
        Assert.Equal(expected, string.Join('|', file.Variables.Select(v => $"{v.Name}={v.Value}")));
    }

    [Theory]
    [InlineData("A=1\n\nthis is text", "Line 3 must be NAME=value.")]
    [InlineData("=1", "Line 1 must be NAME=value.")]
    [InlineData("export A", "Line 1 must be NAME=value.")]
    [InlineData("A=\"1\n2\"\nB", "Line 3 must be NAME=value.")]
    [InlineData("A=1\r\nB=\"x\r\ny", "Line 2: the quote \" of B is not closed.")]
    [InlineData("A='it\\'s'", "Line 1: text follows the closing quote of A. Inside double quotes, write \\\" for a quote.")]
    [InlineData("A=1\nB='2\n3'\nA=4", "Line 4 sets A again: line 1 has set it already.")]
    [InlineData("A\nB", "Line 1 must be NAME=value. Line 2 must be NAME=value.")]
    public void A_problem_has_its_line(string text, string problem) => Assert.Equal(problem, string.Join(' ', EnvFile.Read(text).Problems));

    [Fact]
    public void A_variable_knows_its_line() =>
        Assert.Equal([2, 3, 6], EnvFile.Read("# note\nA=1\nB='x\ny'\n\nC=\"z\"").Variables.Select(v => v.Line));

    [Fact]
    public void What_is_written_reads_back_the_same_whatever_it_is()
    {
        var random = new Random(20251130);
        for (var round = 0; round < 20_000; round++)
        {
            var variables = Enumerable.Range(0, random.Next(1, 4)).Select(_ => (Name: Text(1).Replace("=", "-", StringComparison.Ordinal), Value: Text(0))).DistinctBy(v => v.Name).ToList();
            variables.RemoveAll(v => string.IsNullOrWhiteSpace(v.Name) || v.Name.Any(char.IsControl));
            var written = EnvFile.Write(variables);
            // A form sends its line breaks as CR LF.
            var file = EnvFile.Read(written.Replace("\n", "\r\n", StringComparison.Ordinal));
            Assert.Equal((written, 0), (written, file.Problems.Count));
            Assert.Equal(variables.Select(v => (written, v.Name, v.Value)), file.Variables.Select(v => (written, v.Name, v.Value)));
        }

        string Text(int least) => string.Concat(Enumerable.Range(0, random.Next(least, 7)).Select(_ => Pieces[random.Next(Pieces.Length)]));
    }

    [SkippableFact]
    public async Task The_script_of_the_form_reads_the_same()
    {
        var random = new Random(7);
        List<string> texts = [.. Enumerable.Range(0, 5_000).Select(_ => string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Pieces[random.Next(Pieces.Length)]))), await File.ReadAllTextAsync(Path.Combine(Node.Folder, "paste.env"))];
        var read = await Node.CallAsync<List<Variable>>("containers/env-file.js", "readEnv", texts);
        foreach (var (text, variables) in texts.Zip(read))
            Assert.Equal(EnvFile.Read(text).Variables.Select(v => (text, v.Name, v.Value)), variables.Select(v => (text, v.Name, v.Value)));
    }

    private sealed record Variable(string Name, string Value);
}
