import { describe, expect, test } from 'vitest';
import { pair } from '../../../src/diff/pair.ts';
import { pairOf, summary, treeOf } from './made-up-trees.ts';

const text = (...lines: readonly string[]): string => lines.join('\n');
const told = (old: string, fresh: string, language = 'nl'): readonly string[] => summary(pairOf(old, fresh, language).pairings);

/** The same amendment in each language: a reworded clause, an added one, a removed one and a split. */
const amended = {
  nl: {
    old: ['# Privacy bij Zeilschool De Kade', 'Wij bewaren uw boekingen gedurende twee jaar na afloop van de cursus.', 'Onze instructeurs zien alleen de namen van hun eigen cursisten.', 'U kunt ons schriftelijk vragen welke gegevens wij hebben; wij antwoorden dan binnen vier weken.'],
    fresh: ['# Privacy bij Zeilschool De Kade', 'Wij bewaren uw boekingen gedurende vijf jaar na afloop van de cursus.', 'Bij wedstrijden publiceren wij foto’s van de deelnemers op onze website.', 'U kunt ons schriftelijk vragen welke gegevens wij hebben.', 'Wij antwoorden dan binnen vier weken.'],
  },
  en: {
    old: ['# Privacy at Harbour Sailing School', 'We keep your bookings for two years after the end of the course.', 'Our instructors only see the names of their own students.', 'You may ask us in writing which data we hold; we will then answer within four weeks.'],
    fresh: ['# Privacy at Harbour Sailing School', 'We keep your bookings for five years after the end of the course.', 'At regattas we publish photographs of the participants on our website.', 'You may ask us in writing which data we hold.', 'We will then answer within four weeks.'],
  },
  de: {
    old: ['# Datenschutz der Segelschule am Kai', 'Wir speichern Ihre Buchungen zwei Jahre nach dem Ende des Kurses.', 'Unsere Ausbilder sehen nur die Namen ihrer eigenen Schüler.', 'Sie können uns schriftlich fragen, welche Daten wir haben; wir antworten dann innerhalb von vier Wochen.'],
    fresh: ['# Datenschutz der Segelschule am Kai', 'Wir speichern Ihre Buchungen fünf Jahre nach dem Ende des Kurses.', 'Bei Regatten veröffentlichen wir Fotos der Teilnehmer auf unserer Website.', 'Sie können uns schriftlich fragen, welche Daten wir haben.', 'Wir antworten dann innerhalb von vier Wochen.'],
  },
  fr: {
    old: ['# Confidentialité de l’école de voile du Quai', 'Nous conservons vos réservations pendant deux ans après la fin du cours.', 'Nos moniteurs ne voient que les noms de leurs propres élèves.', 'Vous pouvez nous demander par écrit quelles données nous détenons ; nous répondons alors sous quatre semaines.'],
    fresh: ['# Confidentialité de l’école de voile du Quai', 'Nous conservons vos réservations pendant cinq ans après la fin du cours.', 'Lors des régates, nous publions des photos des participants sur notre site.', 'Vous pouvez nous demander par écrit quelles données nous détenons.', 'Nous répondons alors sous quatre semaines.'],
  },
  es: {
    old: ['# Privacidad de la escuela de vela El Muelle', 'Conservamos sus reservas durante dos años después del final del curso.', 'Nuestros monitores solo ven los nombres de sus propios alumnos.', 'Puede preguntarnos por escrito qué datos tenemos; responderemos entonces en cuatro semanas.'],
    fresh: ['# Privacidad de la escuela de vela El Muelle', 'Conservamos sus reservas durante cinco años después del final del curso.', 'En las regatas publicamos fotografías de los participantes en nuestra web.', 'Puede preguntarnos por escrito qué datos tenemos.', 'Responderemos entonces en cuatro semanas.'],
  },
  it: {
    old: ['# Privacy della scuola di vela Il Molo', 'Conserviamo le prenotazioni per due anni dopo la fine del corso.', 'I nostri istruttori vedono solo i nomi dei propri allievi.', 'Può chiederci per iscritto quali dati abbiamo; risponderemo allora entro quattro settimane.'],
    fresh: ['# Privacy della scuola di vela Il Molo', 'Conserviamo le prenotazioni per cinque anni dopo la fine del corso.', 'Durante le regate pubblichiamo fotografie dei partecipanti sul nostro sito.', 'Può chiederci per iscritto quali dati abbiamo.', 'Risponderemo allora entro quattro settimane.'],
  },
} as const;

describe.each(Object.entries(amended))('an amendment in %s', (language, { old, fresh }) => {
  test('is told clause by clause', () => {
    expect(told(text(...old), text(...fresh), language)).toEqual(['modified 2>2', 'removed 3>', 'added >3', 'split 4>4,5']);
  });
});

describe('kinds', () => {
  test('only the number changed: renumbered', () => {
    expect(told('3. Wij bellen u niet op zondag.', '4. Wij bellen u niet op zondag.')).toEqual(['renumbered 1>1']);
    expect(told('a. Wij bellen u niet op zondag.', 'a) Wij bellen u niet op zondag.')).toEqual(['renumbered 1>1']);
    expect(told('• Wij bellen u niet op zondag.', 'Wij bellen u niet op zondag.')).toEqual(['renumbered 1>1']);
    expect(told('1. 1. Wij bellen u niet op zondag.', '1. Wij bellen u niet op zondag.')).toEqual(['renumbered 1>1']);
  });

  test('only the indentation, the spacing or the markup changed: modified, with equal words', () => {
    for (const [old, fresh] of [
      ['    2. Wij bellen u niet op zondag.', '2. Wij bellen u niet op zondag.'],
      ['Wij bellen u niet op zondag. ', 'Wij bellen u niet op zondag.'],
      ['Wij bellen u niet op zondag.', '**Wij bellen u niet op zondag.**'],
      ['## Onze plichten', '### Onze plichten'],
      ['Zie [onze site](https://voorbeeld.nl/a).', 'Zie [onze site](https://voorbeeld.nl/b).'],
    ] as const) {
      const { pairings } = pairOf(old, fresh);
      expect(pairings.map((pairing) => pairing.kind)).toEqual(['modified']);
      expect(pairings[0]?.words.map((run) => run.op)).toEqual(['equal']);
    }
  });

  test('a page has no lines as written: spaces at its ends are no change, another link target is', () => {
    const page = (markdown: string) => treeOf(markdown, 'nl', true);
    expect(pair(page('Wij bellen u niet. '), page('Wij bellen u niet.')).pairings).toEqual([]);
    expect(pair(page('Zie [hier](https://voorbeeld.nl/a).'), page('Zie [hier](https://voorbeeld.nl/b).')).pairings).toHaveLength(1);
  });

  test('renumbering does not hide a change of words', () => {
    const [pairing] = pairOf('6.4 Wij antwoorden binnen 30 dagen op uw klacht.', '7.2 Wij antwoorden binnen 90 dagen op uw klacht.').pairings;
    expect(pairing?.kind).toBe('modified');
    expect(pairing?.words.filter((run) => run.op !== 'equal').map((run) => run.text)).toEqual(['30', '90']);
  });

  test('unrelated text in the same place is removed and added', () => {
    expect(
      told(
        text('Kop van dit stuk', 'U mag uw abonnement op elk moment beëindigen door ons te bellen.', 'Slot van dit stuk'),
        text('Kop van dit stuk', 'Geschillen worden voorgelegd aan een arbiter te Rotterdam.', 'Slot van dit stuk'),
      ),
    ).toEqual(['removed 2>', 'added >2']);
  });

  test('the line that dates the policy is one clause, whatever it is called', () => {
    expect(told('Laatst gewijzigd op 3 mei 2023', 'Ingangsdatum: 1 januari 2025')).toEqual(['modified 1>1']);
  });

  test('a heading renamed over the same clause is modified', () => {
    expect(
      told(text('## Payment', 'U betaalt vooraf per automatische incasso.'), text('## Betaling', 'U betaalt vooraf per automatische incasso.')),
    ).toEqual(['modified 1>1']);
  });
});

describe('moves', () => {
  const sections = (order: readonly number[], change = (line: string): string => line): string =>
    order.map((index) => change(text(`## Onderdeel over thema${index}`, `Regel over zaak${index} en partij${index * 3} met gevolg${index}.`, `Nadere uitleg van plicht${index} bij geval${index * 7}.`))).join('\n\n');

  test('a section that moved counts its own clauses and no others', () => {
    const { pairings } = pairOf(sections([1, 2, 3, 4]), sections([1, 4, 2, 3]));
    expect(pairings.map((pairing) => pairing.kind)).toEqual(['moved', 'moved', 'moved']);
    expect(pairings[0]?.new[0]?.text).toContain('thema4');
  });

  test('a clause that moved and changed is moved, and its words are told', () => {
    const [, pairing] = pairOf(sections([1, 2, 3, 4]), sections([1, 4, 2, 3], (section) => section.replace('gevolg4', 'straf4'))).pairings;
    expect(pairing?.kind).toBe('moved');
    expect(pairing?.words.some((run) => run.op === 'insert' && run.text.includes('straf4'))).toBe(true);
  });

  test('a clause pushed down by an insertion has neither moved nor been renumbered', () => {
    expect(told(sections([1, 2, 3]), sections([1, 9, 2, 3]))).toEqual(['added >5', 'added >6', 'added >7']);
  });
});

describe('boilerplate', () => {
  const boilerplate = 'Deze bepaling geldt ook voor onze dochterondernemingen.';
  test('is matched by its place: the one that changed is the one reported', () => {
    const policy = (second: string): string => text('## Incasso', boilerplate, 'Wij incasseren maandelijks.', '## Opslag', second, 'Wij slaan alles in Utrecht op.', '## Delen', boilerplate, 'Wij delen niets met anderen.');
    expect(told(policy(boilerplate), policy('Deze bepaling geldt niet voor onze dochterondernemingen.'))).toEqual(['modified 5>5']);
  });

  test('one of many equal lines removed is one removal', () => {
    expect(told(Array.from({ length: 6 }, () => boilerplate).join('\n'), Array.from({ length: 5 }, () => boilerplate).join('\n'))).toHaveLength(1);
  });
});

describe('splits and merges', () => {
  test('items merged into a sentence, though each repeats most of it', () => {
    expect(
      told(
        text('Wij vragen:', '* De naam van de contactpersoon (inkoop, facturen)', '* Het telefoonnummer van de contactpersoon (inkoop, facturen)', '* Uw wachtwoord'),
        text('Wij vragen:', '* De naam en het telefoonnummer van de contactpersoon (inkoop, facturen)', '* Uw wachtwoord'),
      ),
    ).toEqual(['merged 2,3>2']);
  });

  test('a sentence laid out as a list, with an item that is new', () => {
    expect(
      told(
        'Wij delen gegevens met onze boekhouder, de postbezorger en de belastingdienst.',
        text('Wij delen gegevens met:', '* onze boekhouder,', '* een incassobureau,', '* de postbezorger en', '* de belastingdienst.'),
      ),
    ).toEqual(['split 1>1,2,4,5', 'added >3']);
  });

  test('a heading that runs into its paragraph', () => {
    expect(told(text('**Rechten**', 'U mag uw gegevens inzien en verbeteren.'), '**Rechten** U mag uw gegevens inzien en verbeteren.')).toEqual(['merged 1,2>1']);
  });
});

describe('tables', () => {
  const table = (...rows: readonly string[]): string => text('| Naam | Doel | Land |', '|---|---|---|', ...rows);
  test('rows are matched by their key: added, removed, changed', () => {
    const old = table('| Alfa B.V. | opslag | Nederland |', '| Beta Inc. | e-mail | Verenigde Staten |', '| Gamma GmbH | hulp | Duitsland |');
    const fresh = table('| Alfa B.V. | opslag | Nederland |', '| Zeta LLC | e-mail | Verenigde Staten |', '| Gamma GmbH | hulp | Ierland |', '| Eta N.V. | betalingen | België |');
    expect(told(old, fresh)).toEqual(['removed 4>', 'added >4', 'modified 5>5', 'added >6']);
  });

  test('a sorted table keeps its rows', () => {
    const [a, b, c] = ['| Alfa B.V. | opslag | Nederland |', '| Beta Inc. | e-mail | Verenigde Staten |', '| Gamma GmbH | hulp | Duitsland |'];
    expect(told(table(c ?? '', a ?? '', b ?? ''), table(a ?? '', b ?? '', c ?? ''))).toEqual(['moved 3>5']);
  });
});

test('a policy against nothing is all added, and nothing against a policy all removed', () => {
  expect(told('', 'Wij doen niets.')).toEqual(['added >1']);
  expect(told('Wij doen niets.', '')).toEqual(['removed 1>']);
  expect(told('', '')).toEqual([]);
});

test('what was removed stands where it stood', () => {
  const lines = Array.from({ length: 5 }, (_, index) => `Bepaling ${index} over zaak${index} en partij${index}.`);
  const fresh = lines.filter((_, index) => index !== 2).map((line) => line.replace('zaak1', 'kwestie1').replace('zaak3', 'kwestie3'));
  expect(told(lines.join('\n'), fresh.join('\n'))).toEqual(['modified 2>2', 'removed 3>', 'modified 4>3']);
});
