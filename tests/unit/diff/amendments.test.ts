import { describe, expect, test } from 'vitest';
import type { PolicyLanguage } from '../../../src/domain/language.ts';
import { policyLanguages } from '../../../src/domain/language.ts';
import { amendments, heldBack } from './amendments/all.ts';
import { figuresOf } from './amendments/figures.ts';

const half = (language: PolicyLanguage, held: boolean): { readonly language: PolicyLanguage; readonly amendment: (typeof amendments)['nl'][number] }[] =>
  amendments[language].filter((one) => heldBack(one) === held).map((amendment) => ({ language, amendment }));

describe('amendments that no rule was made for are judged as their labels say', () => {
  test('all six languages together', () => {
    const figures = figuresOf(policyLanguages.flatMap((language) => half(language, true)));
    expect(figures.significanceMacroF1).toBeGreaterThan(0.9);
    expect(figures.missedMaterial).toBeLessThan(0.04);
    expect(figures.falseMaterial).toBeLessThan(0.08);
    expect(figures.direction).toBeGreaterThan(0.85);
    expect(figures.signErrors).toBeLessThan(0.08);
    expect(figures.mainTopic).toBeGreaterThan(0.95);
    expect(figures.factF1).toBeGreaterThan(0.9);
  });

  test.each(policyLanguages)('%s', (language) => {
    const figures = figuresOf(half(language, true));
    expect(figures.pairs).toBeGreaterThanOrEqual(15);
    expect(figures.significanceMacroF1).toBeGreaterThan(0.8);
    expect(figures.direction).toBeGreaterThan(0.7);
    expect(figures.mainTopic).toBeGreaterThan(0.85);
  });
});

test('the amendments that rules were tuned on are nearly all judged right', () => {
  const figures = figuresOf(policyLanguages.flatMap((language) => half(language, false)));
  expect(figures.significanceMacroF1).toBeGreaterThan(0.95);
  expect(figures.direction).toBeGreaterThan(0.9);
  expect(figures.mainTopic).toBeGreaterThan(0.95);
  expect(figures.factF1).toBeGreaterThan(0.95);
});
