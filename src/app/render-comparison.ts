import { toHtml } from '../diff/render/html.ts';
import { toJson } from '../diff/render/json.ts';
import { toMarkdown } from '../diff/render/markdown.ts';
import { toText } from '../diff/render/text.ts';
import type { Comparison } from '../domain/change.ts';
import type { ReaderLanguage } from '../domain/language.ts';

export const comparisonFormats = ['text', 'md', 'html', 'json'] as const;
export type ComparisonFormat = (typeof comparisonFormats)[number];

export interface RenderOptions {
  readonly language: ReaderLanguage;
  readonly colour: boolean;
  /** Columns, for text. */
  readonly width: number;
}

/** @returns a comparison as a redline to read, to print, to mail or to work on */
export function renderComparison(comparison: Comparison, format: ComparisonFormat, options: RenderOptions): string {
  switch (format) {
    case 'json':
      return JSON.stringify(toJson(comparison), null, 1);
    case 'md':
      return toMarkdown(comparison, options);
    case 'html':
      return toHtml(comparison, options);
    case 'text':
      return toText(comparison, options);
  }
}
