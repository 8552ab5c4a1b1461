using Microsoft.Playwright;

namespace GraphPlatform.Tests.Browser;

/// <summary>Debian's Chromium, driven by Playwright. The driver comes with the package; no browser is fetched.</summary>
public static class Chromium
{
    private const string Path = "/usr/bin/chromium";
    private const int Limit = 30_000;

    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    /// <summary>Skips the test without a browser; on CI that is a failure.</summary>
    public static void Require()
    {
        if (File.Exists(Path)) return;
        const string why = "no browser at /usr/bin/chromium: run Scripts/setup, or apt-get install chromium";
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", why);
        Skip.If(true, why);
    }

    /// <summary>Starts it with an empty profile.</summary>
    public static Task<IBrowser> StartAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new() { ExecutablePath = Path, Headless = true, Args = Flags });

    /// <summary>A window without cookies.</summary>
    public static async Task<IBrowserContext> OpenAsync(this IBrowser browser, string url, int width = 1280, string? zone = null)
    {
        var size = new ViewportSize { Width = width, Height = 800 };
        var context = await browser.NewContextAsync(new() { BaseURL = url, ViewportSize = size, TimezoneId = zone });
        context.SetDefaultTimeout(Limit);
        Assertions.SetDefaultExpectTimeout(Limit);
        return context;
    }
}
