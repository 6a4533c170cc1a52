import type { Comparison, WordRun } from '../../domain/change.ts';
import type { ReaderLanguage } from '../../domain/language.ts';
import { redlineOf, type Entry } from './entries.ts';

export interface MarkdownOptions {
  readonly language: ReaderLanguage;
}

/** A redline as Markdown: ~~struck~~ and **inserted**; everything of the policy's is escaped. */
export function toMarkdown(comparison: Comparison, options: MarkdownOptions): string {
  const redline = redlineOf(comparison, options.language);
  const { words } = redline;
  const parts = [`# ${escaped(redline.headline)}`];
  if (redline.entries.length > 0) parts.push(`${escaped(redline.labels)} (${escaped(redline.counts)}). ~~${deletedWord(words.deleted)}~~ · **${deletedWord(words.inserted)}**`);
  parts.push(escaped(redline.unchanged));
  if (redline.coarse) parts.push(escaped(words.coarse));
  if (redline.material.length > 0) {
    parts.push(`## ${escaped(words.decide)}`);
    parts.push(redline.material.map((entry) => `- ${entry.number}\\. ${escaped(entry.headline)} (${escaped(entry.place)})`).join('\n'));
    parts.push(`_${escaped(words.order)}_`);
  }
  for (const entry of redline.entries) {
    if (entry.kind === 'pointer') parts.push(`_${escaped(`${entry.place}: ${entry.text}`)}_`);
    else parts.push(...entryParts(entry, words));
  }
  return `${parts.join('\n\n')}\n`;
}

function deletedWord(word: string): string {
  return escaped(word.replace(/:$/u, ''));
}

function entryParts(entry: Entry, words: ReturnType<typeof redlineOf>['words']): readonly string[] {
  const parts = [
    `### ${entry.number}\\. ${escaped(entry.place)}`,
    `**${escaped(entry.headline)}**`,
    escaped([entry.labels, entry.movedFrom].filter((part) => part !== null).join(' · ')),
    quoted(entry.runs),
  ];
  if (entry.remark !== null) parts.push(`_${escaped(entry.remark)}_`);
  const notes: string[] = [];
  if (entry.reasons.length > 0) notes.push(`- ${escaped(words.reasons)}: ${escaped(entry.reasons.join('; '))}`);
  if (entry.facts.length > 0) notes.push(`- ${escaped(words.facts)}: ${escaped(entry.facts.join('; '))}`);
  if (notes.length > 0) parts.push(notes.join('\n'));
  return parts.filter((part) => part !== '');
}

function quoted(runs: readonly WordRun[]): string {
  const text = runs.map((run) => run.text.split('\n').map((line) => marked(run.op, line)).join('\n')).join('');
  return text === '' ? '' : text.split('\n').map((line) => `> ${line}  `).join('\n').trimEnd();
}

/** Marks of emphasis must touch the words, so spaces stay outside them. */
function marked(op: WordRun['op'], line: string): string {
  if (op === 'equal' || line.trim() === '') return escaped(line);
  const [, before = '', body = '', after = ''] = /^(\s*)(.*?)(\s*)$/su.exec(line) ?? [];
  const mark = op === 'delete' ? '~~' : '**';
  return `${before}${mark}${escaped(body)}${mark}${after}`;
}

function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>~#|&]/gu, '\\$&').replace(/^(\s*)([-+])/gmu, '$1\\$2').replace(/^(\s*\d{1,9})([.)])/gmu, '$1\\$2');
}
