import { describe, expect, test } from 'vitest';
import type { PolicyLanguage } from '../../../src/domain/language.ts';
import { policyLanguages } from '../../../src/domain/language.ts';
import type { Amendment } from './amendments/amendment.ts';
import { amendments, heldBack } from './amendments/all.ts';
import { faultsOf, figuresOf, judgedOf } from './amendments/figures.ts';

const half = (language: PolicyLanguage, held: boolean): readonly { readonly language: PolicyLanguage; readonly amendment: Amendment }[] =>
  amendments[language].filter((one) => heldBack(one) === held).map((amendment) => ({ language, amendment }));

describe('amendments that no rule was made for are judged as their labels say', () => {
  test('all six languages together', () => {
    const figures = figuresOf(policyLanguages.flatMap((language) => half(language, true)));
    expect(figures.significanceMacroF1).toBeGreaterThan(0.9);
    expect(figures.missedMaterial).toBeLessThan(0.04);
    expect(figures.falseMaterial).toBeLessThan(0.12);
    expect(figures.direction).toBeGreaterThan(0.88);
    expect(figures.signErrors).toBeLessThan(0.065);
    expect(figures.mainTopic).toBeGreaterThan(0.93);
    expect(figures.factF1).toBeGreaterThan(0.93);
  });

  test.each(policyLanguages)('%s', (language) => {
    const figures = figuresOf(half(language, true));
    expect(figures.pairs).toBeGreaterThanOrEqual(35);
    expect(figures.significanceMacroF1).toBeGreaterThan(0.8);
    expect(figures.missedMaterial).toBeLessThan(0.1);
    expect(figures.direction).toBeGreaterThan(0.75);
    expect(figures.mainTopic).toBeGreaterThan(0.85);
  });
});

test('the amendments that rules were tuned on are nearly all judged right in every respect', () => {
  const tuned = policyLanguages.flatMap((language) => half(language, false));
  const right = tuned.filter(({ language, amendment }) => faultsOf(amendment, judgedOf(language, amendment)).length === 0);
  expect(right.length / tuned.length).toBeGreaterThan(0.93);
});
