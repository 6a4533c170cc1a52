import { Temporal } from 'temporal-polyfill';
import { safeUrl } from './html.ts';
import type { ChangePart, Part, Span, WeekCount } from './mail-document.ts';
import type { RedlinePiece } from './redline.ts';
import { spacedPieces } from './redline.ts';
import { visibleLine, visibleText } from '../domain/visible-text.ts';
import type { Words } from './words.ts';

const width = 76;

/** Breaks a text at spaces into lines of at most 76 characters; a longer word, such as an address, stays whole. */
function wrap(text: string, first: string, rest: string): string {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(/\s+/u).filter((part) => part !== '')) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = rest;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line].join('\n').trimEnd();
}

function spanText(span: Span): string {
  if (typeof span === 'string') return visibleLine(span) === '' ? span : visibleText(span);
  if ('source' in span) return visibleLine(span.source);
  if ('strong' in span) return visibleLine(span.strong);
  if ('code' in span) return span.code;
  const url = safeUrl(span.url);
  return url === null ? visibleLine(span.link) : `${visibleLine(span.link)}: ${url}`;
}

const spansText = (spans: readonly Span[]): string => spans.map(spanText).join('');

function pieceText(piece: RedlinePiece, words: Words): string {
  if (piece.op === 'unchanged') return ` ${words.wordsUnchanged(piece.words)} `;
  if (piece.op === 'omitted') return ` ${words.wordsLeftOut(piece.words)} `;
  const text = visibleText(piece.text);
  if (piece.op === 'equal') return text;
  const sign = piece.op === 'delete' ? words.deletedSign : words.insertedSign;
  const inner = text.trim();
  const [before = '', after = ''] = [text.slice(0, text.length - text.trimStart().length), text.slice(text.trimEnd().length)];
  return inner === '' ? `[${sign}${'·'.repeat(Math.max(1, Math.min(text.length, 3)))}${sign}]` : `${before}[${sign}${inner}${sign}]${after}`;
}

function changeText(change: ChangePart, words: Words): string {
  const lines = [
    wrap(visibleLine(change.headline), '* ', '  '),
    wrap(`${change.badges.join(' · ')}${change.topics === '' ? '' : ` · ${change.topics}`}`, '  ', '  '),
    wrap(change.place.map(visibleLine).join(' › '), '  ', '  '),
    ...change.remarks.map((remark) => wrap(visibleLine(remark), '  ', '  ')),
    wrap(spacedPieces(change.redline).map((piece) => pieceText(piece, words)).join(''), '  | ', '  | '),
    ...(change.reasons.length === 0 ? [] : [wrap(`${words.whyItMatters}: ${change.reasons.map(visibleLine).join('; ')}`, '  ', '  ')]),
  ];
  return lines.filter((line) => line.trim() !== '' && line.trim() !== '|').join('\n');
}

const blocks = '▁▂▃▄▅▆▇█';

export const totalOf = (week: WeekCount): number => week.material + week.minor + week.cosmetic;

function weeksText(weeks: readonly WeekCount[], caption: string, words: Words): string {
  const most = Math.max(1, ...weeks.map(totalOf));
  const bars = weeks.map((week) => {
    const total = totalOf(week);
    return total === 0 ? '·' : (blocks[Math.ceil((total / most) * blocks.length) - 1] ?? '');
  });
  const busy = weeks.filter((week) => totalOf(week) > 0).map((week) => {
    const number = Temporal.PlainDate.from(week.monday).weekOfYear ?? 0;
    return `  ${words.weekBar(number, words.changesSummary(week.material, week.minor, week.cosmetic))}`;
  });
  return [`  ${bars.join(' ')}`, wrap(caption, '  ', '  '), ...busy].join('\n');
}

function partText(part: Part, words: Words): string {
  switch (part.part) {
    case 'title': {
      const title = visibleLine(part.text);
      return `${wrap(visibleLine(part.over), '', '')}\n${wrap(title, '', '')}\n${'='.repeat(Math.min(width, title.length))}`.trim();
    }
    case 'heading': return `\n${visibleLine(part.text).toUpperCase()}`;
    case 'subheading': return `\n${wrap(spansText(part.spans), '', '')}`;
    case 'paragraph': return wrap(spansText(part.spans), '', '');
    case 'list': return part.items.map((item) => wrap(spansText(item), '- ', '  ')).join('\n');
    case 'box': return part.lines.map((line, index) => wrap(spansText(line), index === 0 ? '!  ' : '   ', '   ')).join('\n');
    case 'quote': return wrap(`“${visibleLine(part.text)}”`, '  > ', '  > ');
    case 'button': return `${visibleLine(part.label)}:\n${safeUrl(part.url) ?? ''}`;
    case 'redline-key': return wrap(`${words.redlineKey.before}[${words.deletedSign}…${words.deletedSign}]${words.redlineKey.between}[${words.insertedSign}…${words.insertedSign}]${words.redlineKey.after}`, '', '');
    case 'weeks': return weeksText(part.weeks, part.caption, words);
    case 'change': return changeText(part, words);
  }
}

/** The mail as plain text: lines of at most 76 characters, addresses whole. */
export function textOfParts(parts: readonly Part[], words: Words): string {
  return `${parts.map((part) => partText(part, words)).filter((text) => text !== '').join('\n\n').replaceAll(/\n{3,}/gu, '\n\n').trim()}\n`;
}
