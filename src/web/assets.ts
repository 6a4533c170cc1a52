import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

interface Asset {
  readonly url: string;
  readonly mediaType: string;
  readonly content: string;
}

function load(file: string, mediaType: string): Asset {
  const content = readFileSync(path.join(import.meta.dirname, 'assets', file), 'utf8');
  const { name, ext } = path.parse(file);
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  return { url: `/assets/${name}.${hash}${ext}`, mediaType, content };
}

/** What the browser is given besides pages; the hash in the address lets it keep them for ever. */
export const style = load('style.css', 'text/css; charset=utf-8');
export const script = load('script.js', 'text/javascript; charset=utf-8');
export const icon = load('icon.svg', 'image/svg+xml');

const byUrl = new Map([style, script, icon].map((asset) => [asset.url, asset]));

/** @returns the asset served at this path; null where there is none, or its hash is of another release */
export function assetAt(url: string): Asset | null {
  return byUrl.get(url) ?? null;
}
