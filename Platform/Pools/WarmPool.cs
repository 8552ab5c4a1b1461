using System.Text.Json;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Registries;

namespace GraphPlatform.Platform.Pools;

/// <summary>Instances of an image that are made and frozen before anybody asks for them, so that a start that fits takes tens of milliseconds.</summary>
public sealed class WarmPool
{
    /// <summary>The most that one may keep.</summary>
    public const int MaxSize = 50;

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(5);

    private WarmPool()
    {
    }

    /// <summary>A new pool, as large as its minimum.</summary>
    public WarmPool(string id, string image, string? securityProfileId, SecuritySpec security, Resources resources, int minimum, int maximum, DateTimeOffset now)
    {
        Id = id;
        Image = image;
        ImageName = LocalImageName.Of(image);
        SecurityProfileId = securityProfileId;
        Security = KeyOf(security);
        (CpuMillis, MemoryBytes, PidsLimit) = (resources.CpuMillis, resources.MemoryBytes, resources.PidsLimit);
        Minimum = Target = minimum;
        Maximum = maximum;
        CreatedAt = QuietSince = now;
    }

    /// <summary><c>wpl_…</c></summary>
    public string Id { get; private set; } = "";

    /// <summary>The image's reference as it was asked for.</summary>
    public string Image { get; private set; } = "";

    /// <summary><see cref="Image"/> in the one form that all names of it have.</summary>
    public string ImageName { get; private set; } = "";

    /// <summary>The profile that its instances have; null for the defaults.</summary>
    public string? SecurityProfileId { get; private set; }

    /// <summary>What that profile allows: what cannot change later, so a start fits only if it asks for the same.</summary>
    public string Security { get; private set; } = "";

    /// <summary>The image's id on the engine when it was last looked at; null before.</summary>
    public string? Digest { get; private set; }

    /// <summary>CPU limit in thousandths of a core of those that are made from now on: what the last start wanted, since other limits cost the next one time.</summary>
    public int CpuMillis { get; private set; }

    /// <summary>Their memory limit in bytes.</summary>
    public long MemoryBytes { get; private set; }

    /// <summary>Their limit of processes and threads.</summary>
    public int PidsLimit { get; private set; }

    /// <summary>How many wait at least.</summary>
    public int Minimum { get; private set; }

    /// <summary>How many wait at most.</summary>
    public int Maximum { get; private set; }

    /// <summary>How many should wait now: demand raises it, quiet lowers it.</summary>
    public int Target { get; private set; }

    /// <summary>Starts that took one.</summary>
    public long WarmStarts { get; private set; }

    /// <summary>Starts that would have taken one, when none was there.</summary>
    public long ColdStarts { get; private set; }

    /// <summary>The last start that took one or would have.</summary>
    public DateTimeOffset? LastDemandAt { get; private set; }

    /// <summary>Since when fewer wait than should; null while it is full.</summary>
    public DateTimeOffset? ShortSince { get; private set; }

    /// <summary>Since when nobody asked, or since it was last made smaller for that.</summary>
    public DateTimeOffset QuietSince { get; private set; }

    /// <summary>Why it is not full; null when that is nobody's fault.</summary>
    public string? Failure { get; private set; }

    /// <summary>How often in a row filling it failed.</summary>
    public int Failures { get; private set; }

    /// <summary>When that is tried again.</summary>
    public DateTimeOffset? RetryAt { get; private set; }

    /// <summary>Whether it goes away as soon as its instances have.</summary>
    public bool Deleting { get; private set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Raised by every write, so that of two at once one is told.</summary>
    public int Revision { get; private set; }

    /// <summary>What its instances may do.</summary>
    public SecuritySpec SecuritySpec => JsonSerializer.Deserialize(Security, DeploymentJson.Default.SecuritySpec)!;

    /// <summary>How a security spec is compared.</summary>
    public static string KeyOf(SecuritySpec security) => JsonSerializer.Serialize(security, DeploymentJson.Default.SecuritySpec);

    /// <summary>Other bounds. What waits beyond them goes; a failure is tried anew at once.</summary>
    public void Resize(int minimum, int maximum)
    {
        Minimum = minimum;
        Maximum = maximum;
        Target = Math.Clamp(Target, minimum, maximum);
        Recovered();
    }

    /// <summary>Makes it smaller when nobody has asked for long: half of what is above its minimum goes.</summary>
    /// <returns>Whether it did.</returns>
    public bool Shrink(TimeSpan quiet, DateTimeOffset now)
    {
        if (Deleting || Target <= Minimum || now - QuietSince < quiet) return false;
        Target = Minimum + ((Target - Minimum) / 2);
        QuietSince = now;
        Revision++;
        return true;
    }

    /// <summary>The image that its name means now.</summary>
    public void Resolved(string digest)
    {
        Digest = digest;
        Revision++;
    }

    /// <summary>It could not be filled.</summary>
    public void Failed(string message, DateTimeOffset now)
    {
        Failure = message;
        RetryAt = now + TimeSpan.FromTicks(Math.Min(LongestRetry.Ticks, FirstRetry.Ticks << Math.Min(Failures, 10)));
        Failures++;
        Revision++;
    }

    /// <summary>It can be filled, as far as is known.</summary>
    public void Recovered()
    {
        (Failure, RetryAt, Failures) = (null, null, 0);
        Revision++;
    }

    /// <summary>As many wait as should.</summary>
    public void Filled()
    {
        ShortSince = null;
        Recovered();
    }

    /// <summary>One of its instances was added.</summary>
    public void Touch() => Revision++;

    /// <summary>It is to go.</summary>
    public void Delete()
    {
        Deleting = true;
        Revision++;
    }
}
