import { isIP } from 'node:net';
import type { GeneralName } from '../general-name.ts';

/**
 * Whether a name lies in the subtree below `base` (RFC 5280 4.2.1.10); both are of the same form. What cannot be judged (a URI
 * without a host name, a form without rules) is taken as outside what is permitted and inside what is excluded.
 */
export function liesWithin(name: GeneralName, base: GeneralName, list: 'permitted' | 'excluded'): boolean {
  const doubtful = list === 'excluded';
  switch (name.kind) {
    case 'directory':
      return base.kind === 'directory' && name.name.isWithin(base.name);
    case 'dns':
      return base.kind === 'dns' && dnsWithin(name.value.toLowerCase(), base.value.toLowerCase(), list);
    case 'email':
      return base.kind === 'email' && emailWithin(name.value, base.value, doubtful);
    case 'uri':
      return base.kind === 'uri' && uriWithin(name.value, base.value, doubtful);
    case 'ip':
      return base.kind === 'ip' && ipWithin(name.address, base.address, doubtful);
    case 'registeredId':
    case 'other':
      return doubtful;
  }
}

function dnsWithin(name: string, base: string, list: 'permitted' | 'excluded'): boolean {
  if (base === '') return true;
  const wildcard = name.startsWith('*.');
  const host = wildcard ? name.slice(2) : name;
  // A wildcard stands for names below it too: it touches an excluded host further down.
  if (wildcard && list === 'excluded' && isBelow(base.replace(/^\./, ''), host)) return true;
  if (base.startsWith('.')) return isBelow(host, base.slice(1)) || (wildcard && host === base.slice(1));
  return host === base || isBelow(host, base);
}

function isBelow(host: string, domain: string): boolean {
  return host.length > domain.length + 1 && host.endsWith(`.${domain}`);
}

/** A base is a mailbox (`a@host`), all mailboxes of a host (`host`), or of the hosts below a domain (`.domain`). */
function emailWithin(name: string, base: string, doubtful: boolean): boolean {
  const at = name.lastIndexOf('@');
  if (at <= 0) return doubtful;
  const host = name.slice(at + 1).toLowerCase();
  const baseAt = base.lastIndexOf('@');
  if (baseAt >= 0) return name.slice(0, at) === base.slice(0, baseAt) && host === base.slice(baseAt + 1).toLowerCase();
  return hostWithin(host, base.toLowerCase());
}

function uriWithin(name: string, base: string, doubtful: boolean): boolean {
  const authority = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(name)?.[1];
  const host = authority?.replace(/^.*@/, '').replace(/:\d*$/, '').toLowerCase();
  if (!host || host.startsWith('[') || isIP(host) !== 0) return doubtful;
  return hostWithin(host, base.toLowerCase());
}

function hostWithin(host: string, base: string): boolean {
  return base.startsWith('.') ? isBelow(host, base.slice(1)) : host === base;
}

function ipWithin(address: Buffer, base: Buffer, doubtful: boolean): boolean {
  if ((address.length !== 4 && address.length !== 16) || (base.length !== 8 && base.length !== 32)) return doubtful;
  if (base.length !== address.length * 2) return false;
  return address.every((octet, index) => {
    const mask = base[address.length + index] ?? 0;
    return (octet & mask) === ((base[index] ?? 0) & mask);
  });
}
