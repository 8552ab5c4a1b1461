using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GraphPlatform.Platform.Database;

/// <summary>What the tables of all features have in common.</summary>
internal static class EntityTables
{
    /// <summary>Characters of an id.</summary>
    public const int IdLength = 40;

    /// <summary>A table whose key is the entity's id, or another property that holds one.</summary>
    public static void HasTable<T>(this EntityTypeBuilder<T> entity, string name, string key = "Id") where T : class
    {
        entity.ToTable(name);
        entity.HasKey(key);
        entity.Property(key).HasMaxLength(IdLength);
    }
}
