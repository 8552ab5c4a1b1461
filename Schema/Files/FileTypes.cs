using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Files;

namespace GraphPlatform.Schema.Files;

/// <summary>A file, folder or link in a container's volume.</summary>
[ObjectType<ContainerFile>]
[Name("FileEntry")]
public static class FileEntryType
{
    /// <summary>Where a program in the container finds it: <c>/data/app.json</c>.</summary>
    public static string Path([Parent] ContainerFile file) => file.Path;

    /// <summary>The last name of its path.</summary>
    public static string Name([Parent] ContainerFile file) => file.Name;

    /// <summary>What it is.</summary>
    public static FileKind Kind([Parent] ContainerFile file) => file.Entry.Kind;

    /// <summary>Bytes of a file; 0 for others.</summary>
    public static long Size([Parent] ContainerFile file) => file.Entry.Size;

    /// <summary>When it was last written.</summary>
    public static DateTimeOffset ModifiedAt([Parent] ContainerFile file) => file.Entry.ModifiedAt;

    /// <summary>Its permissions in octal: <c>0644</c>.</summary>
    public static string Mode([Parent] ContainerFile file) => Convert.ToString(file.Entry.Mode, 8).PadLeft(4, '0');

    /// <summary>The number of the user whose it is.</summary>
    public static long UserId([Parent] ContainerFile file) => file.Entry.UserId;

    /// <summary>The number of its group.</summary>
    public static long GroupId([Parent] ContainerFile file) => file.Entry.GroupId;

    /// <summary>Another one after each change: give it with a change, and that is refused when somebody else was quicker.</summary>
    public static string Version([Parent] ContainerFile file) => file.Entry.Version;

    /// <summary>Where a link leads, as it says; null for others. Links are not followed.</summary>
    public static string? Target([Parent] ContainerFile file) => file.Entry.Target;

    /// <summary>What is in a file, as text; null for what is no file.</summary>
    [TimeLimit(60)]
    public static async Task<FileText?> ContentAsync([Parent] ContainerFile file, Caller caller, FileService files, CancellationToken ct) =>
        file.Entry.Kind == FileKind.File ? await files.ReadTextAsync(caller, file.ContainerId, file.Path, ct) : null;
}

/// <summary>What is in a file.</summary>
[ObjectType<FileText>]
[Name("FileContent")]
public static class FileContentType
{
    /// <summary>As text; null when it is none. Download it then.</summary>
    public static string? Text([Parent] FileText content) => content.Text;

    /// <summary>Whether the file goes on after this: it is longer than what is read as text, 1 MiB unless configured.</summary>
    public static bool IsTruncated([Parent] FileText content) => content.IsTruncated;

    /// <summary>The version that was read.</summary>
    public static string Version([Parent] FileText content) => content.Version;
}
