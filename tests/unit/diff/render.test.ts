import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import { describe, expect, test } from 'vitest';
import { comparisonOf } from '../../../src/diff/comparison.ts';
import { toHtml } from '../../../src/diff/render/html.ts';
import { toJson } from '../../../src/diff/render/json.ts';
import { toMarkdown } from '../../../src/diff/render/markdown.ts';
import { toText } from '../../../src/diff/render/text.ts';
import { comparisonIn, plainJudge, plainOverall, treeOf } from './made-up-trees.ts';

const old = [
  '## 6. Bewaren', '6.4 Wij bewaren uw boekingen 30 dagen.', 'Wij bellen u nooit ongevraagd op een zondag.', '## 9. Overig',
  'Onze zeilboten hebben namen van vissen en vogels.', 'De kantine sluit bij zonsondergang.', 'Bij onweer varen wij niet uit.',
].join('\n');
const fresh = [
  '## 7. Bewaren', '7.2 Wij bewaren uw boekingen 90 dagen.', 'De kantine sluit bij zonsondergang.', '## 9. Overig',
  'Onze zeilboten hebben namen van vissen en vogels.', 'Bij onweer varen wij niet uit.', 'Wij delen foto’s met de bond.',
].join('\n');
const comparison = comparisonIn(old, fresh);
const dutch = { language: 'nl', colour: false, width: 80 } as const;

function longClause(period: string): string {
  return `${'Wij letten goed op. '.repeat(40)}Wij bewaren dit ${period}. ${'Ook daarna letten wij op. '.repeat(40)}`.trim();
}

describe('text', () => {
  const text = toText(comparison, dutch);
  test('opens with the whole, then what asks for a decision, then every change in order', () => {
    const lines = text.split('\n');
    expect(lines[0]).toBe('Kop van het geheel');
    expect(text).toContain('3 bepalingen zijn ongewijzigd.');
    expect(text.indexOf('Vraagt een beslissing')).toBeLessThan(text.indexOf('volgorde van de nieuwe versie'));
    const numbers = lines.flatMap((line) => /^(\d+)\. /u.exec(line)?.[1] ?? []).map(Number);
    expect(numbers).toEqual(comparison.changes.map((_, index) => index + 1));
  });
  test('says where a clause stands, what its number was, and what changed', () => {
    expect(text).toContain('7. Bewaren › § 7.2, was § 6.4');
    expect(text).toContain('[-30-]{+90+}');
    expect(text).toContain('Gegevens: termijn: 30 dagen → 3 maanden');
    expect(text).toContain('Reden: reden in het Nederlands');
    expect(text).toContain('gewijzigd · materieel · minder bescherming · bewaartermijnen');
  });
  test('both ends of a move point at each other', () => {
    expect(text).toMatch(/verplaatst\s+van\s+9\.\s+Overig\s+\(regel\s+6\)/u);
    expect(text).toMatch(/Van\s+hier\s+verplaatst:\s+zie\s+wijziging\s+\d/u);
  });
  test('speaks English too', () => {
    const english = toText(comparison, { ...dutch, language: 'en' });
    expect(english).toContain('Headline of the whole');
    expect(english).toContain('period: 30 days → 3 months');
    expect(english).toContain('Why: reason in English');
  });
  test('no line is wider than asked', () => {
    for (const width of [40, 60, 100]) {
      expect(Math.max(...toText(comparison, { ...dutch, width }).split('\n').map((line) => line.length))).toBeLessThanOrEqual(width);
    }
  });
  test('colours are told apart by strike and underline as well, and each is switched off again', () => {
    const coloured = toText(comparison, { ...dutch, colour: true });
    expect(coloured).toContain('\u001B[9m\u001B[31m30');
    expect(coloured).toContain('\u001B[4m\u001B[32m90');
    expect(coloured).not.toContain('[-30-]');
    for (const line of coloured.split('\n')) expect(line.split('\u001B[9m').length).toBe(line.split('\u001B[29m').length);
  });
  test('nothing changed is said in two lines', () => {
    expect(toText(comparisonIn(old, old), dutch)).toBe('Kop van het geheel\n7 bepalingen zijn ongewijzigd.');
  });
  test('a long unchanged stretch inside a clause is elided, the edit is not', () => {
    const elided = toText(comparisonIn(longClause('dertig dagen'), longClause('tachtig jaar')), dutch);
    expect(elided).toContain('…');
    expect(elided).toContain('[-dertig dagen-]{+tachtig jaar+}');
    expect(elided.length).toBeLessThan(1_200);
  });
});

describe('hostile text', () => {
  const unseen = ['\u001B', '\u202E'];
  const evil = '<script>alert(1)</script> "onload=x" \u202Eomgekeerd\u001B[31m **vet** [knop](javascript:alert(1)) `code` | ~~weg~~';
  const name = evil.replace(/\n/gu, ' ');
  const judged = comparisonOf(
    treeOf(`# ${name}\nEen rustige regel over niets.`), treeOf(`# ${name}\n${evil}`, 'nl"><script>'), () => ({ topics: ['other'], facts: [] }),
    (pairing, sides, context) => ({ ...plainJudge(pairing, sides, context), headline: { nl: name, en: name }, reasons: [{ rule: 'x', text: { nl: name, en: name } }], facts: [{ type: 'party', old: null, new: name }] }),
    (changes, language) => ({ ...plainOverall(changes, language), headline: { nl: name, en: name } }),
  );
  test('becomes no element, attribute or link in HTML', () => {
    const html = toHtml(judged, { language: 'nl' });
    const found = new Set<string>();
    const visit = (node: DefaultTreeAdapterTypes.ChildNode | DefaultTreeAdapterTypes.Document): void => {
      if ('attrs' in node) {
        found.add(node.tagName);
        for (const { name: attribute, value } of node.attrs) {
          expect(['class', 'id', 'href', 'dir', 'lang', 'charset', 'name', 'content', 'http-equiv']).toContain(attribute);
          if (attribute === 'href') expect(value).toMatch(/^#(?:c|from)\d+$/u);
          if (attribute === 'lang') expect(value).toBe('nl');
        }
      }
      if ('childNodes' in node) node.childNodes.forEach(visit);
    };
    visit(parse(html));
    expect(found.has('script')).toBe(false);
    expect([...found].every((tag) => /^(?:html|head|meta|title|style|body|header|main|h1|h2|h3|ul|li|p|article|div|span|a|bdi|ins|del)$/u.test(tag))).toBe(true);
    for (const sign of unseen) expect(html).not.toContain(sign);
  });
  test('sends no escape sequence and no direction override to a terminal', () => {
    for (const sign of unseen) expect(toText(judged, dutch)).not.toContain(sign);
  });
  test('is plain words in Markdown', () => {
    const markdown = toMarkdown(judged, { language: 'nl' });
    expect(markdown).toContain('\\<script\\>');
    expect(markdown).not.toMatch(/(?<!\\)<script/u);
    expect(markdown).not.toMatch(/(?<!\\)\]\(javascript/u);
  });
  test('a clause of megabytes is cut in every format for people', () => {
    const huge = comparisonIn('Kort.', `Kort. ${'Heel erg lang en nog langer. '.repeat(40_000)}`);
    for (const output of [toText(huge, dutch), toHtml(huge, { language: 'nl' }), toMarkdown(huge, { language: 'nl' })]) {
      expect(output.length).toBeLessThan(20_000);
      expect(output).toMatch(/nog\s+\d+\s+tekens/u);
    }
  });
});

describe('HTML', () => {
  const html = toHtml(comparison, { language: 'nl' });
  test('is one page that fetches nothing and runs nothing', () => {
    expect(html).toMatch(/^<!doctype html>/u);
    expect(html).not.toMatch(/<(?:script|link|img|iframe)|url\(|https?:/u);
    expect(html).toContain("default-src 'none'");
  });
  test('says inserted and deleted in words for those who listen', () => {
    expect(html).toMatch(/<del><span class="vh"> vervallen: <\/span>30<span class="vh"> einde <\/span><\/del>/u);
    expect(html).toMatch(/<ins><span class="vh"> ingevoegd: <\/span>90<span class="vh"> einde <\/span><\/ins>/u);
  });
  test('every link leads to a place on the page', () => {
    const ids = new Set([...html.matchAll(/ id="([^"]+)"/gu)].map((match) => match[1]));
    const targets = [...html.matchAll(/href="#([^"]+)"/gu)].map((match) => match[1]);
    expect(targets.length).toBeGreaterThan(2);
    expect(targets.filter((target) => !ids.has(target))).toEqual([]);
  });
});

test('Markdown strikes and strengthens', () => {
  expect(toMarkdown(comparison, { language: 'en' })).toContain('~~30~~**90**');
});

describe('JSON', () => {
  const json = toJson(comparison);
  test('has the promised keys in their order', () => {
    expect(Object.keys(json)).toEqual(['language', 'overall', 'changes', 'unchanged']);
    expect(Object.keys(json.overall)).toEqual(['significance', 'direction', 'headline']);
    expect(Object.keys(json.changes[0] ?? {})).toEqual(['kind', 'old', 'new', 'words', 'significance', 'direction', 'topics', 'facts', 'reasons', 'headline']);
    expect(Object.keys(json.changes[0]?.new[0] ?? {})).toEqual(['path', 'number', 'text', 'lines']);
    expect(Object.keys(json.overall.headline)).toEqual(['en', 'nl']);
  });
  test('gives reasons in Dutch for a Dutch policy and in English for any other', () => {
    expect(json.changes[0]?.reasons).toEqual(['reden in het Nederlands']);
    expect(toJson(comparisonIn(old, fresh, 'de')).changes[0]?.reasons).toEqual(['reason in English']);
    expect(toJson(comparisonIn(old, fresh, null)).changes[0]?.reasons).toEqual(['reason in English']);
  });
  test('says when the answer is coarse', () => {
    expect(toJson({ ...comparison, coarse: true }).coarse).toBe(true);
  });
});
