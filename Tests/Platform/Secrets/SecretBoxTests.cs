using System.Security.Cryptography;
using GraphPlatform.Platform.Secrets;

namespace GraphPlatform.Tests.Platform.Secrets;

public sealed class SecretBoxTests
{
    private static readonly byte[] First = [.. Enumerable.Repeat((byte)1, 32)];
    private static readonly byte[] Second = [.. Enumerable.Repeat((byte)2, 32)];

    [Theory]
    [InlineData("")]
    [InlineData("hunter2")]
    [InlineData("päßwörd with 🔑")]
    public void What_is_sealed_opens_for_its_owner(string value)
    {
        var box = new SecretBox([First]);
        Assert.Equal(value, box.Open(box.Seal(value, "reg_1"), "reg_1"));
    }

    [Fact]
    public void It_opens_for_no_other_row_and_not_when_a_bit_was_changed()
    {
        var box = new SecretBox([First]);
        var text = box.Seal("hunter2", "reg_1");
        Assert.ThrowsAny<CryptographicException>(() => box.Open(text, "reg_2"));
        var parts = text.Split('.');
        var bytes = Convert.FromBase64String(parts[2]);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => box.Open($"{parts[0]}.{parts[1]}.{Convert.ToBase64String(bytes)}", "reg_1"));
            bytes[i] ^= 1;
        }

        Assert.ThrowsAny<CryptographicException>(() => box.Open("2." + text[2..], "reg_1"));
        Assert.ThrowsAny<CryptographicException>(() => box.Open($"{parts[0]}.{parts[1]}.AAAA", "reg_1"));
    }

    [Fact]
    public void The_same_value_never_looks_the_same()
    {
        var box = new SecretBox([First]);
        Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => box.Seal("hunter2", "reg_1")).Distinct().Count());
    }

    [Fact]
    public void A_new_key_seals_and_the_old_one_still_opens_until_it_is_taken_away()
    {
        var sealedBefore = new SecretBox([First]).Seal("hunter2", "reg_1");
        var rotated = new SecretBox([Second, First]);
        Assert.Equal("hunter2", rotated.Open(sealedBefore, "reg_1"));
        var sealedAfter = rotated.Seal("hunter2", "reg_1");
        var alone = new SecretBox([Second]);
        Assert.Equal("hunter2", alone.Open(sealedAfter, "reg_1"));
        var error = Assert.ThrowsAny<CryptographicException>(() => alone.Open(sealedBefore, "reg_1"));
        Assert.Contains("is not here", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_is_made_once_for_its_owner_alone()
    {
        await using var database = await TestDatabase.OpenAsync();
        var text = database.Get<SecretBox>().Seal("hunter2", "reg_1");
        var file = Path.Combine(database.Folder, "keys", "master.key");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal("hunter2", new SecretBox([await File.ReadAllBytesAsync(file)]).Open(text, "reg_1"));
    }
}
