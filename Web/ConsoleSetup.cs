using GraphPlatform.Web.Assets;
using GraphPlatform.Web.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.Web;

/// <summary>What the console is made of.</summary>
public static class ConsoleSetup
{
    /// <summary>Registers its pages.</summary>
    public static IServiceCollection AddConsole(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton<AssetVersion>();
        services.AddScoped<ApiClient>();
        services.AddScoped<Frame>();
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "graphplatform-form";
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.Cookie.HttpOnly = true;
        });
        services.Configure<CookieTempDataProviderOptions>(o => o.Cookie.Name = "graphplatform-toast");
        services.AddRazorPages().AddMvcOptions(o => o.Filters.Add<FrameFilter>());
        return services;
    }

    /// <summary>Maps its pages and files.</summary>
    public static void MapConsole(this WebApplication app)
    {
        app.UseExceptionHandler("/error");
        app.UseStatusCodePagesWithReExecute("/problem/{0}");
        app.Use((http, next) =>
        {
            // Programs that ask the API want its status, not a page about it.
            if (http.Request.Path.StartsWithSegments("/graphql") && http.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
            return next(http);
        });
        app.UseAssetFiles();
        app.MapRazorPages();
    }
}
