using System.Text;
using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Tests.Language;

public sealed class LineTableTests
{
    [Theory]
    [InlineData("")]
    [InlineData("{ a }")]
    [InlineData("{\n  a\r\n  b\rc\n\n}\n")]
    [InlineData("\uFEFF{ é\n 😀 a\r\n\r\r\n x }")]
    public void It_says_the_same_as_counting_from_the_start(string document)
    {
        var bytes = Encoding.UTF8.GetBytes(document);
        var table = new LineTable(bytes);
        for (var position = 0; position <= bytes.Length + 1; position++) Assert.Equal(SourceLocation.Of(bytes, position), table.LocationOf(position));
    }
}
