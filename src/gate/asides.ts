import { getDomain } from 'tldts';
import type { ClauseTree } from '../domain/clause.ts';
import { fold, foldsOf } from '../domain/fold.ts';
import type { Aside, AsideNews, GateSettings, SeenAside } from '../domain/gate.ts';
import type { Reading } from '../domain/reading.ts';
import { digestOf } from './mark.ts';

/** A policy has a few dozen links; a page of thousands is a directory, whose links nobody opts out by. */
const linksKept = 500;
/** Values that a page goes back and forth between. */
const pastKept = 4;

/**
 * @param words how many the policy has
 * @returns what the page says beside its words
 */
export function asidesOf(reading: Reading, tree: ClauseTree, words: number): readonly Aside[] {
  const seen = new Map<string, number>();
  const links: Aside[] = [];
  const folds = foldsOf(tree.clauses);
  for (const [at, clause] of tree.clauses.entries()) {
    for (const link of clause.links) {
      const domain = /^https?:/iu.test(link.url) ? getDomain(link.url) : null;
      if (links.length >= linksKept) break;
      const words = `${folds[at] ?? ''}\n${fold(link.text)}`;
      const nth = (seen.get(words) ?? 0) + 1;
      seen.set(words, nth);
      if (domain !== null) links.push({ kind: 'link', key: digestOf(`${words}\n${nth}`), value: domain, about: link.text });
    }
  }
  return [{ kind: 'visibility', key: 'visibility', value: reading.hidden ? 'hidden' : 'visible', about: String(words) }, ...links];
}

/**
 * Holds a good capture's asides against those known: one that shows another value in as many captures in a row as a
 * new wording needs is news, once; a value that it had before is none. What this capture does not show is kept.
 */
export function weighAsides(known: readonly SeenAside[] | undefined, asides: readonly Aside[], settings: GateSettings): { readonly news: readonly AsideNews[]; readonly kept: readonly SeenAside[] } {
  const before = new Map((known ?? []).map((entry) => [entry.key, entry]));
  const news: AsideNews[] = [];
  const now = asides.map((aside): SeenAside => {
    const entry = before.get(aside.key);
    before.delete(aside.key);
    if (entry === undefined) return { key: aside.key, value: aside.value, other: null, past: [] };
    if (entry.value === aside.value) return entry.other === null ? entry : { ...entry, other: null };
    const run = entry.other?.value === aside.value ? entry.other.run + 1 : 1;
    if (run < settings.sightings) return { ...entry, other: { value: aside.value, run } };
    if (!entry.past.includes(aside.value)) news.push({ kind: aside.kind, about: aside.about, before: entry.value, now: aside.value });
    return { key: aside.key, value: aside.value, other: null, past: [entry.value, ...entry.past.filter((value) => value !== entry.value)].slice(0, pastKept) };
  });
  return { news, kept: [...now, ...before.values()].slice(0, 2 * linksKept) };
}
