using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.Web;

/// <summary>What the console is made of.</summary>
public static class ConsoleSetup
{
    /// <summary>Registers its pages.</summary>
    public static IServiceCollection AddConsole(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<ApiClient>();
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "graphplatform-form";
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.Cookie.HttpOnly = true;
        });
        services.AddRazorPages();
        return services;
    }

    /// <summary>Maps its pages and files.</summary>
    public static void MapConsole(this WebApplication app)
    {
        app.UseStaticFiles();
        app.MapRazorPages();
    }
}
