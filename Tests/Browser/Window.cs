using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace GraphPlatform.Tests.Browser;

/// <summary>A browser window, and what went wrong in it: console errors, and requests to other hosts.</summary>
public sealed class Window : IAsyncDisposable
{
    private readonly IBrowserContext context;

    private Window(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
    }

    /// <summary>Its page.</summary>
    public IPage Page { get; }

    /// <summary>Errors of its console and of its scripts.</summary>
    public ConcurrentQueue<string> Errors { get; } = new();

    /// <summary>Requests that left for other hosts.</summary>
    public ConcurrentQueue<string> Foreign { get; } = new();

    /// <summary>Opens one.</summary>
    public static async Task<Window> OpenAsync(IBrowserContext context, string url)
    {
        var window = new Window(context, await context.NewPageAsync());
        window.Page.Console += (_, message) =>
        {
            // Each container is a new network interface, and at that moment Chromium drops what it loads.
            if (message.Type is "error" or "warning" && !message.Text.Contains("ERR_NETWORK_CHANGED", StringComparison.Ordinal)) window.Errors.Enqueue($"{message.Text} at {window.Page.Url}");
        };
        window.Page.PageError += (_, error) => window.Errors.Enqueue($"{error} at {window.Page.Url}");
        context.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(url, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
                window.Foreign.Enqueue(request.Url);
        };
        return window;
    }

    /// <summary>Fills in the form and sends it.</summary>
    public async Task SignInAsync(string email, string password)
    {
        await Page.GetByLabel("Email").FillAsync(email);
        await Page.GetByLabel("Password").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    /// <summary>Waits until the page is live.</summary>
    public Task LiveAsync() => Assertions.Expect(Page.Locator("[data-connection]")).ToHaveTextAsync("Live");

    /// <summary>The status in the head of a container's page.</summary>
    public ILocator Status => Page.Locator(".head [data-part=status]");

    /// <summary>Cookies of the window.</summary>
    public Task<IReadOnlyList<BrowserContextCookiesResult>> CookiesAsync() => context.CookiesAsync();

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
