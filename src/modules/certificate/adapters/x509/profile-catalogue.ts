import { createHash } from 'node:crypto';
import { Missing } from '../../../../kernel/domain-error.ts';
import { type CertificateProfile, profiles } from '../../domain/certificate-profile.ts';

export interface PinnedProfile {
  readonly profile: CertificateProfile;
  /** SHA-256 of the profile as canonical JSON, hex. */
  readonly hash: string;
}

/** The newest version of a profile and its hash. Throws Missing. */
export function currentProfile(id: string): PinnedProfile {
  const [newest] = profiles.filter((profile) => profile.id === id).sort((one, other) => other.version - one.version);
  if (newest === undefined) throw new Missing('certificate.no-profile');
  return { profile: newest, hash: profileHash(newest) };
}

export function profileHash(profile: CertificateProfile): string {
  return createHash('sha256')
    .update(JSON.stringify(profile, Object.keys(profile).sort()))
    .digest('hex');
}
