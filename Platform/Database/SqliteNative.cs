using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace GraphPlatform.Platform.Database;

/// <summary>
/// EF Core 10 was compiled against SQLitePCLRaw 2.1; the feed has 2.0.6, whose calls are the same where EF uses them, but whose
/// assembly version is lower, so that the loader refuses it. This hands the loader the file that is there.
/// Delete this file when SQLitePCLRaw 2.1 or newer restores.
/// </summary>
internal static class SqliteNative
{
    private static readonly string[] Assemblies = ["SQLitePCLRaw.core", "SQLitePCLRaw.batteries_v2", "SQLitePCLRaw.provider.dynamic_cdecl", "SQLitePCLRaw.nativelibrary"];

#pragma warning disable CA2255 // The one place where a library has to act before its first use
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Resolve() => AssemblyLoadContext.Default.Resolving += static (context, name) =>
    {
        if (!Assemblies.Contains(name.Name)) return null;
        var file = Path.Combine(AppContext.BaseDirectory, name.Name + ".dll");
        return File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
    };
}
