import { explanationLabel, type Explanation } from '../domain/explanation.ts';
import { html, none, quoted, type Markup } from './markup.ts';
import type { Visit } from './visit.ts';

/**
 * What a language model wrote about a change, each sentence with the words that it rests on; says whose it is, and
 * belongs below the verdict.
 */
export function explained(visit: Visit, explanation: Explanation | null, language: string | null): Markup {
  if (explanation === null || explanation.sentences.length === 0) return none;
  const { compare: w } = visit.words;
  const sides = { old: w.oldText, new: w.newText, both: `${w.oldText}, ${w.newText}` };
  const items = explanation.sentences.map((sentence) => html`<li>${quoted(sentence.text[visit.language], visit.language)}<br><small class="quiet">${sides[sentence.side]}: <q>${quoted(sentence.quote, language)}</q></small></li>`);
  return html`<section class="explained"><p class="quiet">${explanationLabel[visit.language]} (${quoted(explanation.model)})</p><ul>${items}</ul></section>`;
}
