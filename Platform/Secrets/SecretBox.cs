using System.Security.Cryptography;
using System.Text;
using GraphPlatform.Platform.Database;

namespace GraphPlatform.Platform.Secrets;

/// <summary>
/// Encrypts what lies in the database but must not be read from it (AES-256-GCM, NIST SP 800-38D). The master key is the data folder's
/// <c>keys/master.key</c>, or that of <see cref="KeyVariable"/>. Each value has a nonce of its own and is bound to the row that it belongs to, so that it opens nowhere else.
/// </summary>
public sealed class SecretBox
{
    /// <summary>The environment variable with the master key as base64; after a comma older ones, which still open what they have sealed.</summary>
    public const string KeyVariable = "GRAPHPLATFORM_MASTER_KEY";

    private const string Version = "1";
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly IReadOnlyList<(string Id, byte[] Key)> keys;

    /// <summary>Reads the keys, or makes the first. Older ones of the folder (<c>master-….key</c>) still open what they have sealed.</summary>
    public SecretBox(DataFolder data) : this(Load(data))
    {
    }

    internal SecretBox(IEnumerable<byte[]> keys) => this.keys = [.. keys.Select(key => (Convert.ToHexStringLower(SHA256.HashData(key))[..8], key))];

    /// <summary>Encrypts a value.</summary>
    /// <param name="value">What is secret.</param>
    /// <param name="owner">The id of the row that it belongs to.</param>
    /// <returns>Text with the key's id, the nonce and what was encrypted.</returns>
    public string Seal(string value, string owner)
    {
        var (id, key) = keys[0];
        var plain = Encoding.UTF8.GetBytes(value);
        var box = new byte[NonceLength + plain.Length + TagLength];
        var nonce = box.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, plain, box.AsSpan(NonceLength, plain.Length), box.AsSpan(NonceLength + plain.Length), Encoding.UTF8.GetBytes(owner));
        CryptographicOperations.ZeroMemory(plain);
        return $"{Version}.{id}.{Convert.ToBase64String(box)}";
    }

    /// <summary>Decrypts what <see cref="Seal"/> gave for the same owner.</summary>
    /// <exception cref="CryptographicException">Its key is not here, it was changed, or it is another row's.</exception>
    public string Open(string sealedValue, string owner)
    {
        if (sealedValue.Split('.') is not [Version, var id, var text]) throw new CryptographicException("The secret is in a form that this version does not know.");
        if (keys.FirstOrDefault(k => k.Id == id).Key is not { } key) throw new CryptographicException($"The master key {id} is not here.");
        var box = Convert.FromBase64String(text).AsSpan();
        if (box.Length < NonceLength + TagLength) throw new CryptographicException("The secret is cut short.");
        var plain = new byte[box.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(box[..NonceLength], box[NonceLength..^TagLength], box[^TagLength..], plain, Encoding.UTF8.GetBytes(owner));
        var value = Encoding.UTF8.GetString(plain);
        CryptographicOperations.ZeroMemory(plain);
        return value;
    }

    private static List<byte[]> Load(DataFolder data)
    {
        if (Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } given) return [.. given.Split(',').Select(Parse)];
        var folder = data.Folder("keys");
        return [KeyFile.ReadOrMake(Path.Combine(folder, "master.key")), .. Directory.EnumerateFiles(folder, "master-*.key").Order().Select(File.ReadAllBytes)];
    }

    private static byte[] Parse(string base64)
    {
        var key = new byte[KeyFile.Length];
        if (Convert.TryFromBase64String(base64.Trim(), key, out var length) && length == KeyFile.Length) return key;
        throw new InvalidOperationException($"{KeyVariable} has to be {KeyFile.Length} random bytes as base64. This makes one: head -c {KeyFile.Length} /dev/urandom | base64");
    }
}
