using System.Security.Cryptography;

namespace GraphPlatform.Platform.Secrets;

/// <summary>A key of this installation in a file that only its owner reads.</summary>
internal static class KeyFile
{
    /// <summary>Bytes of a key.</summary>
    public const int Length = 32;

    /// <summary>Reads the key, or makes it.</summary>
    public static byte[] ReadOrMake(string path)
    {
        if (!File.Exists(path))
        {
            // Written beside and moved, so that a crash leaves a whole key or none.
            var fresh = path + ".new";
            using (var file = new FileStream(fresh, new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }))
            {
                file.Write(RandomNumberGenerator.GetBytes(Length));
                file.Flush(flushToDisk: true);
            }

            File.Move(fresh, path);
        }

        return File.ReadAllBytes(path);
    }
}
