/** Made when the first line is cut: it takes as long as to load the rest of the room, and most commands cut none. */
let graphemes: Intl.Segmenter | null = null;

/** @returns the line cut to at most `maxCharacters` UTF-16 units, at a word where one is near, with an ellipsis */
export function cutLine(line: string, maxCharacters: number): string {
  if (line.length <= maxCharacters) return line;
  graphemes ??= new Intl.Segmenter('nl', { granularity: 'grapheme' });
  let end = 0;
  for (const { index, segment } of graphemes.segment(line.slice(0, maxCharacters + 100))) {
    if (index + segment.length > maxCharacters - 1) break;
    end = index + segment.length;
  }
  const space = line.lastIndexOf(' ', end);
  return `${line.slice(0, space > maxCharacters * 0.7 ? space : end).trimEnd()}…`;
}
