import type { Block } from '../domain/reading.ts';
import type { DraftBlock } from './document.ts';

function escapeCell(cell: string): string {
  return cell.replaceAll('|', '\\|');
}

function rowLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function markerLine(marker: string): string {
  if (marker === '') return '';
  return marker === '•' ? '* ' : `${marker} `;
}

/** Lines of one block, without the blank line that parts it from its neighbour. */
function linesOf(block: DraftBlock): readonly string[] {
  switch (block.kind) {
    case 'heading':
      return [`${'#'.repeat(Math.min(6, Math.max(1, block.level)))} ${block.marker === null || block.marker === '' ? '' : `${block.marker} `}${block.markdown}`];
    case 'list-item':
      return [`${'    '.repeat(Math.max(0, block.level - 1))}${markerLine(block.marker ?? '•')}${block.markdown}`];
    case 'definition':
      return [block.level > 0 ? `:   ${block.markdown}` : block.markdown];
    case 'code':
      return ['```', ...block.text.split('\n'), '```'];
    case 'paragraph':
    case 'footnote':
    case 'table-row':
      return [block.markdown];
  }
}

/** Blocks that stand on lines right under each other; all others are parted by a blank line. */
function joined(previous: DraftBlock, block: DraftBlock): boolean {
  if (block.kind === 'list-item') return previous.kind === 'list-item' && block.marker !== '';
  if (block.kind === 'table-row') return previous.kind === 'table-row' && previous.table === block.table;
  return block.kind === 'definition' && block.level > 0 && previous.kind === 'definition';
}

/**
 * Writes blocks as Markdown and tells each block its lines in it (1-based, inclusive). Table rows have no `|` in their
 * cells unescaped; a header row is followed by its ruler, a table without header starts with an empty one.
 */
export function render(drafts: readonly DraftBlock[]): { readonly markdown: string; readonly blocks: readonly Block[] } {
  const out: string[] = [];
  const blocks: Block[] = [];
  let previous: DraftBlock | null = null;
  for (const draft of drafts) {
    const fresh = previous === null || !joined(previous, draft);
    if (fresh && previous !== null) out.push('');
    const cells = draft.cells;
    if (draft.kind === 'table-row' && cells !== null && fresh && draft.header === null) {
      out.push(rowLine(cells.map(() => '')), rowLine(cells.map(() => '---')));
    }
    const lines = draft.kind === 'table-row' && cells !== null ? [draft.markdown] : linesOf(draft);
    const first = draft.kind === 'code' ? out.length + 2 : out.length + 1;
    for (const line of lines) out.push(line);
    const last = draft.kind === 'code' ? out.length - 1 : out.length;
    blocks.push({ ...draft, lines: [first, last] });
    if (draft.kind === 'table-row' && cells !== null && fresh && draft.header !== null) out.push(rowLine(cells.map(() => '---')));
    previous = draft;
  }
  return { markdown: out.length === 0 ? '' : `${out.join('\n')}\n`, blocks };
}

/** A table row's Markdown and plain text from its cells. */
export function rowOf(markdownCells: readonly string[], cells: readonly string[]): { readonly markdown: string; readonly text: string } {
  return { markdown: rowLine(markdownCells.map(escapeCell)), text: cells.filter((cell) => cell !== '').join(' | ') };
}
