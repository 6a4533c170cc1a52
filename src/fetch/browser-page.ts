import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright';
import type { FetchSettings } from './settings.ts';
import { cutTextNodes, snapshotHtml, type DomNode, type Snapshot } from './page-snapshot.ts';

const pollMs = 200;

/**
 * Runs in a world of its own, where a page's redefinitions do not reach, and takes the document's parts by the
 * prototypes' getters, which named elements cannot shadow. Says how far the page is scrolled and whether its text is
 * still as it was at the last call.
 */
const probe = `(() => {
  const get = (proto, name, object) => Object.getOwnPropertyDescriptor(proto, name).get.call(object);
  const root = get(Document.prototype, 'documentElement', document);
  if (root === null) return { still: false, height: 0 };
  const text = get(Node.prototype, 'textContent', root) ?? '';
  const still = globalThis.lastText === text;
  globalThis.lastText = text;
  return { still, height: get(Element.prototype, 'scrollHeight', root) };
})()`;

interface Probed {
  readonly still: boolean;
  readonly height: number;
}

/** An isolated world of the page's current document; a new one after each navigation. */
async function probeOnce(session: CDPSession): Promise<Probed> {
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: 'clausewatch' });
  const { result } = await session.send('Runtime.evaluate', { expression: probe, contextId: executionContextId, returnByValue: true });
  const value: unknown = result.value;
  const still = typeof value === 'object' && value !== null && 'still' in value && value.still === true;
  const height = typeof value === 'object' && value !== null && 'height' in value && typeof value.height === 'number' ? value.height : 0;
  return { still, height };
}

/**
 * Scrolls down so that what loads on sight is loaded, then waits until the text keeps still. Waiting for a silent
 * network would never end on pages that poll; what is under way is waited for a little.
 * @param busy whether the page waits for an answer
 * @returns whether the text kept still in time
 */
export async function settle(page: Page, session: CDPSession, settings: FetchSettings['browser'], busy: () => boolean, signal: AbortSignal): Promise<boolean> {
  const start = performance.now();
  const deadline = start + settings.maxSettleMs;
  const { height: screen } = settings.viewport;
  for (let screens = 0; screens < settings.maxScreens && performance.now() < deadline; screens += 1) {
    const { height } = await probeOnce(session).catch(() => ({ height: 0 }));
    if ((screens + 1) * screen >= height) break;
    await page.mouse.wheel(0, screen);
    await delay(pollMs / 2, undefined, { signal });
  }
  let stillSince: number | null = null;
  while (performance.now() < deadline) {
    // A navigation in between takes the world away; the text is then not still.
    const { still } = await probeOnce(session).catch(() => ({ still: false }));
    const now = performance.now();
    const waiting = busy() && now - start < settings.requestPatienceMs;
    if (!still || waiting) stillSince = null;
    else stillSince ??= now;
    if (stillSince !== null && now - stillSince >= settings.stableMs) return true;
    await delay(pollMs, undefined, { signal });
  }
  return false;
}

/** Takes the whole tree, shadow trees and frames included, and writes it as HTML. */
export async function takeSnapshot(session: CDPSession, maxLength: number): Promise<Snapshot> {
  const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
  const longTexts = new Map<number, string>();
  for (const backendNodeId of cutTextNodes(root as DomNode)) {
    const { outerHTML } = await session.send('DOM.getOuterHTML', { backendNodeId });
    longTexts.set(backendNodeId, outerHTML);
  }
  return snapshotHtml(root as DomNode, maxLength, longTexts);
}

/** @returns SHA-256 of the server's certificate, as Node prints it; null where the browser does not give it */
export async function certificateFingerprint(session: CDPSession, origin: string): Promise<string | null> {
  try {
    const { tableNames } = await session.send('Network.getCertificate', { origin });
    const [leaf] = tableNames;
    if (leaf === undefined) return null;
    const hex = createHash('sha256').update(Buffer.from(leaf, 'base64')).digest('hex').toUpperCase();
    return hex.replaceAll(/(..)(?!$)/gu, '$1:');
  } catch {
    return null;
  }
}
