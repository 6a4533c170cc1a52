import type { Judge, Pairing } from './pairing.ts';
import { fold } from '../domain/fold.ts';

/** What came or went in a pairing, as it is compared: folded, with a blank at each end so that whole words are found. */
function editedWords(pairing: Pairing): string {
  return ` ${fold(pairing.words.filter((run) => run.op !== 'equal').map((run) => run.text).join(' \n '))} `;
}

/**
 * @param words words and phrases of an installation, whose coming or going is always material to it
 * @returns the judge, which then says so by name; everything else it says stays as it was
 */
export function judgeWithOwnWords(judge: Judge, words: readonly string[]): Judge {
  const wanted = words.map((word) => ({ word, folded: fold(word) })).filter(({ folded }) => folded !== '');
  if (wanted.length === 0) return judge;
  return (pairing, sides, context) => {
    const judgement = judge(pairing, sides, context);
    const edited = editedWords(pairing);
    const found = wanted.find(({ folded }) => edited.includes(` ${folded} `));
    if (found === undefined) return judgement;
    return {
      ...judgement,
      significance: 'material',
      reasons: [{ rule: 'own-word', text: { nl: `"${found.word}" staat op uw eigen lijst`, en: `"${found.word}" is on your own list` } }, ...judgement.reasons],
    };
  };
}
