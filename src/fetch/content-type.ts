export interface ContentType {
  /** `type/subtype` in lower case; null where there is none or it cannot be read. */
  readonly mediaType: string | null;
  readonly charset: string | null;
  /** Longer than any honest value, or with characters that no header value has. */
  readonly malformed: boolean;
}

/** The longest honest values carry a boundary or a profile of some hundred characters. */
const maxLength = 1000;
const token = /^[a-z0-9!#$&^_.+-]{1,100}$/u;

/** Reads a `Content-Type` value (RFC 9110 8.3) in one pass over at most 1,000 characters. */
export function parseContentType(value: string | null): ContentType {
  if (value === null || value.trim() === '') return { mediaType: null, charset: null, malformed: false };
  if (value.length > maxLength || /(?!\t)\p{Cc}/u.test(value)) return { mediaType: null, charset: null, malformed: true };
  const [essence = '', ...parameters] = value.split(';');
  const [type = '', subtype = ''] = essence.trim().toLowerCase().split('/', 2);
  const mediaType = token.test(type) && token.test(subtype) ? `${type}/${subtype}` : null;
  for (const parameter of parameters) {
    const equals = parameter.indexOf('=');
    if (equals < 0 || parameter.slice(0, equals).trim().toLowerCase() !== 'charset') continue;
    const raw = parameter.slice(equals + 1).trim();
    const charset = raw.replaceAll(/^["']|["']$/gu, '').trim();
    return { mediaType, charset: charset === '' ? null : charset, malformed: false };
  }
  return { mediaType, charset: null, malformed: false };
}
