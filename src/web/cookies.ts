import type { WebSettings } from './settings.ts';

export type CookieName = 'session' | 'visitor' | 'language' | 'name';

function isSecure(settings: WebSettings): boolean {
  return settings.baseUrl?.startsWith('https://') ?? false;
}

/** `__Host-` makes the browser refuse the cookie from a neighbouring name or without TLS; it needs `Secure`. */
function fullName(settings: WebSettings, name: CookieName): string {
  return `${isSecure(settings) ? '__Host-' : ''}clausewatch-${name}`;
}

/** @returns the cookie's value; null where it is not there */
export function readCookie(settings: WebSettings, header: string | null, name: CookieName): string | null {
  const wanted = fullName(settings, name);
  for (const part of (header ?? '').slice(0, 8000).split(';')) {
    const equals = part.indexOf('=');
    if (equals > 0 && part.slice(0, equals).trim() === wanted) return decoded(part.slice(equals + 1).trim());
  }
  return null;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/**
 * Lax, so that a link in a mail opens for somebody who is signed in; what changes anything is a POST, which a foreign
 * page cannot send with the cookie.
 */
export function setCookie(settings: WebSettings, name: CookieName, value: string | null, maxAgeSeconds: number): string {
  const life = value === null ? 'Max-Age=0' : `Max-Age=${maxAgeSeconds}`;
  return `${fullName(settings, name)}=${encodeURIComponent(value ?? '')}; Path=/; ${life}; HttpOnly; SameSite=Lax${isSecure(settings) ? '; Secure' : ''}`;
}
