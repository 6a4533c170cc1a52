import type { MadeChange } from './made-clauses.ts';

export const payrollChanges: readonly MadeChange[] = [
  {
    kind: 'modified', old: '3 februari 2026', new: '9 november 2026', significance: 'minor', direction: 'neutral', topics: ['policy-change'],
    facts: [{ type: 'date', old: '2026-02-03', new: '2026-11-09' }],
    headline: { nl: 'Datum van bijwerking gewijzigd', en: 'Date of update changed' },
  },
  {
    kind: 'modified', old: 'burgerservicenummer, salaris en bank', new: 'verzuimgegevens', significance: 'material', direction: 'less-protective', topics: ['data-categories', 'special-category'],
    facts: [{ type: 'data-category', old: null, new: 'verzuimgegevens' }],
    reasons: [{ rule: 'data-category-added', text: { nl: 'nieuwe soort gegevens: verzuimgegevens', en: 'new kind of data: verzuimgegevens' } }],
    headline: { nl: 'Verwerkt voortaan ook verzuimgegevens', en: 'Now also processes absence data' },
  },
  {
    kind: 'removed', old: 'geen gegevens over gezondheid', new: null, significance: 'material', direction: 'less-protective', topics: ['special-category'],
    reasons: [{ rule: 'promise-removed', text: { nl: 'belofte vervallen: geen gegevens over gezondheid', en: 'promise removed: no data about health' } }],
    headline: { nl: 'Belofte vervallen: geen gegevens over gezondheid', en: 'Promise removed: no health data' },
  },
  {
    kind: 'modified', old: 'Met uw toestemming', new: 'gerechtvaardigd belang', significance: 'material', direction: 'less-protective', topics: ['legal-basis', 'marketing-ads'],
    facts: [{ type: 'legal-basis', old: 'consent', new: null }, { type: 'legal-basis', old: null, new: 'legitimate-interest' }],
    reasons: [{ rule: 'basis-changed', text: { nl: 'grondslag: toestemming → gerechtvaardigd belang', en: 'legal basis: consent → legitimate interest' } }],
    headline: { nl: 'Nieuwsbrief zonder toestemming: gerechtvaardigd belang', en: 'Newsletter without consent: legitimate interest' },
  },
  {
    kind: 'modified', old: 'niet voor andere doelen', new: 'automatische salarisadviezen', significance: 'material', direction: 'less-protective', topics: ['purpose', 'automated-ai'],
    reasons: [{ rule: 'ai-training', text: { nl: 'nieuw doel: modellen trainen', en: 'new purpose: training models' } }],
    headline: { nl: 'Gegevens worden gebruikt om modellen te trainen', en: 'Data is used to train models' },
  },
  {
    kind: 'added', old: null, new: 'Zwerm Analytics Inc.', significance: 'material', direction: 'less-protective', topics: ['recipients', 'transfers'],
    facts: [{ type: 'party', old: null, new: 'Zwerm Analytics Inc.' }, { type: 'country', old: null, new: 'US' }],
    reasons: [{ rule: 'party-added', text: { nl: 'nieuwe ontvanger: Zwerm Analytics Inc.', en: 'new recipient: Zwerm Analytics Inc.' } }],
    headline: { nl: 'Nieuwe ontvanger in de Verenigde Staten: Zwerm Analytics Inc.', en: 'New recipient in the United States: Zwerm Analytics Inc.' },
  },
  {
    kind: 'modified', old: 'binnen 24 uur', new: 'binnen 72 uur', significance: 'material', direction: 'less-protective', topics: ['security-breach'],
    facts: [{ type: 'duration', old: 'PT24H', new: 'PT72H' }],
    reasons: [{ rule: 'duration-longer', text: { nl: 'termijn verlengd: 24 uur → 72 uur', en: 'period lengthened: 24 hours → 72 hours' } }],
    headline: { nl: 'Datalek wordt later gemeld: 24 uur → 72 uur', en: 'Breach reported later: 24 hours → 72 hours' },
  },
  {
    kind: 'moved', old: 'Bewaartermijn', new: 'Bewaartermijn', significance: 'cosmetic', direction: 'neutral', topics: ['retention'],
    headline: { nl: 'Verplaatst: Bewaartermijn', en: 'Moved: Bewaartermijn' },
  },
  {
    kind: 'moved', old: 'loongegevens 7 jaar', new: 'loongegevens 7 jaar', significance: 'cosmetic', direction: 'neutral', topics: ['retention'],
    headline: { nl: 'Verplaatst: Wij bewaren loongegevens 7 jaar', en: 'Moved: Wij bewaren loongegevens 7 jaar' },
  },
  {
    kind: 'moved', old: 'maximaal 1 week', new: 'maximaal 1 maand', significance: 'material', direction: 'less-protective', topics: ['retention'],
    facts: [{ type: 'duration', old: 'P1W', new: 'P1M' }],
    reasons: [{ rule: 'duration-longer', text: { nl: 'termijn verlengd: 1 week → 1 maand', en: 'period lengthened: 1 week → 1 month' } }],
    headline: { nl: 'Logbestanden langer bewaard: 1 week → 1 maand', en: 'Log files kept longer: 1 week → 1 month' },
  },
  {
    kind: 'modified', old: 'privacy@loonwolk', new: 'gegevens@loonwolk', significance: 'minor', direction: 'neutral', topics: ['rights', 'controller-contact'],
    facts: [{ type: 'contact', old: 'privacy@loonwolk.example', new: 'gegevens@loonwolk.example' }],
    headline: { nl: 'Nieuw adres voor verzoeken', en: 'New address for requests' },
  },
];

export const pigeonTermsChanges: readonly MadeChange[] = [
  {
    kind: 'modified', old: 'Effective 1 January 2026', new: 'Effective 1 January 2027', significance: 'material', direction: 'neutral', topics: ['policy-change'],
    facts: [{ type: 'date', old: '2026-01-01', new: '2027-01-01' }],
    headline: { nl: 'Nieuwe ingangsdatum: 1 januari 2027', en: 'New effective date: 1 January 2027' },
  },
  {
    kind: 'modified', old: 'delivers newsletters for', new: 'newsletters and push', significance: 'minor', direction: 'neutral', topics: ['service-availability'],
    headline: { nl: 'Dienst uitgebreid met pushberichten', en: 'Service extended with push messages' },
  },
  {
    kind: 'modified', old: 'EUR 40', new: 'EUR 48', significance: 'material', direction: 'less-protective', topics: ['fees-renewal'],
    facts: [{ type: 'money', old: 'EUR 40.00', new: 'EUR 48.00' }],
    reasons: [{ rule: 'money-higher', text: { nl: 'prijs verhoogd: € 40 → € 48', en: 'price raised: €40 → €48' } }],
    headline: { nl: 'Prijs verhoogd: € 40 → € 48', en: 'Price raised: €40 → €48' },
  },
  {
    kind: 'modified', old: "three months' notice", new: "30 days' notice", significance: 'material', direction: 'less-protective', topics: ['fees-renewal', 'policy-change'],
    facts: [{ type: 'duration', old: 'P3M', new: 'P30D' }],
    headline: { nl: 'Prijs kan altijd wijzigen, met 30 dagen aankondiging', en: 'Fee may change at any time with 30 days’ notice' },
  },
  {
    kind: 'modified', old: 'last 24 months', new: 'last 12 months', significance: 'material', direction: 'less-protective', topics: ['liability'],
    facts: [{ type: 'duration', old: 'P24M', new: 'P12M' }],
    headline: { nl: 'Aansprakelijkheid beperkt tot 12 maanden', en: 'Liability limited to 12 months' },
  },
];

export const pigeonListChanges: readonly MadeChange[] = [
  {
    kind: 'added', old: null, new: 'OpenAI Ireland', significance: 'material', direction: 'less-protective', topics: ['recipients'],
    facts: [{ type: 'party', old: null, new: 'OpenAI Ireland Ltd.' }, { type: 'country', old: null, new: 'IE' }],
    reasons: [{ rule: 'party-added', text: { nl: 'nieuwe subverwerker: OpenAI Ireland Ltd.', en: 'new sub-processor: OpenAI Ireland Ltd.' } }],
    headline: { nl: 'Nieuwe subverwerker: OpenAI Ireland Ltd.', en: 'New sub-processor: OpenAI Ireland Ltd.' },
  },
];
