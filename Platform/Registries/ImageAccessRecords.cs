using System.Security.Cryptography;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Secrets;
using GraphPlatform.Platform.Workers;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Registries;

/// <summary>Knows how an organization gets at an image, and notes what registries gave it.</summary>
internal sealed class ImageAccessRecords(StateDatabase database, SecretBox box, TimeProvider clock)
{
    /// <summary>How an organization gets at an image.</summary>
    public async Task<ImageAccess> ForAsync(Caller caller, string organizationId, string reference, CancellationToken ct)
    {
        var server = RegistryHost.Of(reference);
        await using var db = await database.ReadAsync(ct);
        var all = db.As(caller);
        var guarded = await all.GuardedImages.Where(i => i.Server == server).Select(i => i.Digest).ToHashSetAsync(ct);
        var granted = await all.ImageGrants.Where(g => g.OrganizationId == organizationId && g.Reference == reference).Select(g => g.Digest).ToHashSetAsync(ct);
        return new ImageAccess(await LoginAsync(all, organizationId, server, ct), guarded, granted);
    }

    /// <summary>Notes that a registry gave an image to an organization, and whether it would have given the image to anybody.</summary>
    public async Task NoteAsync(Caller caller, string organizationId, string reference, ResolvedImage image, bool signedIn, CancellationToken ct)
    {
        if (!image.Asked) return;
        var server = RegistryHost.Of(reference);
        await Work.RetryAsync(async () =>
        {
            await using var work = await database.BeginAsync(ct);
            var all = work.As(caller);
            var guarded = await all.GuardedImages.SingleOrDefaultAsync(i => i.Server == server && i.Digest == image.Digest, ct);
            if (!signedIn)
            {
                // Whoever does not sign in gets it too: there is nothing to guard.
                if (guarded is null) return false;
                work.Remove(guarded);
                await work.CommitAsync(ct, () => new(ErrorCode.Conflict, "Another container was given it at the same moment.") { Transient = true });
                return true;
            }

            // What was on the machine before, for everybody, stays so.
            if (guarded is null && !image.Pulled) return false;
            if (guarded is null) work.Add(new GuardedImage(server, image.Digest, clock.GetUtcNow()));
            if (!await all.ImageGrants.AnyAsync(g => g.OrganizationId == organizationId && g.Reference == reference && g.Digest == image.Digest, ct))
                work.Add(new ImageGrant(organizationId, server, reference, image.Digest, clock.GetUtcNow()));
            await work.CommitAsync(ct, () => new(ErrorCode.Conflict, "Another container of the organization was given it at the same moment.") { Transient = true });
            return true;
        });
    }

    private async Task<RegistryLogin?> LoginAsync(VisibleSets all, string organizationId, string server, CancellationToken ct)
    {
        if (await all.RegistryCredentials.SingleOrDefaultAsync(c => c.OrganizationId == organizationId && c.Server == server, ct) is not { } credential) return null;
        try
        {
            return new RegistryLogin(server, credential.Username, box.Open(credential.SealedPassword, credential.Id));
        }
        catch (CryptographicException error)
        {
            throw new PlatformException(
                ErrorCode.Engine, $"The password for {server} cannot be read: {error.Message} Restore the key, or enter the password anew in the organization's settings.");
        }
    }
}
