namespace GraphPlatform.Tests.Hosting;

/// <summary>
/// The addresses of one test's networks: 10.210.0.0/16 to 10.249.0.0/16. Servers of tests run beside each other, and the firewall of one would close the networks of
/// another one with the same addresses. A locked file says that a range is taken; who is killed gives the lock back.
/// </summary>
internal sealed class AddressRange : IDisposable
{
    private const int First = 210;
    private const int Last = 249;

    private readonly FileStream taken;

    private AddressRange(FileStream taken, int number) => (this.taken, Range) = (taken, $"10.{number}.0.0/16");

    /// <summary>Such as <c>10.210.0.0/16</c>.</summary>
    public string Range { get; }

    /// <summary>Takes one that no other test has.</summary>
    public static async Task<AddressRange> TakeAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "graphplatform-test-addresses")).FullName;
        for (var number = First; number <= Last; number++)
        {
            try
            {
                var range = new AddressRange(new FileStream(Path.Combine(folder, number.ToString(null as IFormatProvider)), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), number);
                await HostFirewall.ForgetAsync(range.Range);        // a test that was killed leaves its rules
                return range;
            }
            catch (IOException)
            {
                // Another test has it.
            }
        }

        throw new InvalidOperationException($"All {Last - First + 1} address ranges for tests are taken.");
    }

    /// <inheritdoc />
    public void Dispose() => taken.Dispose();
}
