/** A word, a number or a single mark of a text, with its UTF-16 offsets, end exclusive. */
export interface Token {
  readonly text: string;
  readonly lower: string;
  readonly kind: 'word' | 'number' | 'mark';
  readonly start: number;
  readonly end: number;
}

const tokenPattern = /\p{L}[\p{L}\p{M}\p{N}]*|\p{N}+(?:[.,]\p{N}+)*|[^\s\p{L}\p{N}]/gu;

/** @returns the tokens of `text` in order; white space is dropped. Linear in the text. */
export function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(tokenPattern)].map((match) => {
    const [token] = match;
    const kind = /^\p{L}/u.test(token) ? 'word' : /^\p{N}/u.test(token) ? 'number' : 'mark';
    return { text: token, lower: token.toLowerCase(), kind, start: match.index, end: match.index + token.length };
  });
}
