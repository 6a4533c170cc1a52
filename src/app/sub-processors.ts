import { annotate } from '../clauses/annotate.ts';
import type { Clause, ClauseTree } from '../domain/clause.ts';
import type { PolicyType } from '../domain/vendor.ts';
import { indexedUpto, noteIndexed } from '../storage/search.ts';
import { recordParties, versionsAfter, type NamedParty } from '../storage/sub-processors.ts';
import { findVersion } from '../storage/versions.ts';
import type { AppContext } from './context.ts';

/** Headings of a table's columns in lists of sub-processors, folded; the six languages whose policies are understood. */
const nameHeaders = ['name', 'company', 'entity', 'sub processor', 'subprocessor', 'third party', 'vendor', 'provider', 'naam', 'bedrijf', 'subverwerker', 'partij', 'leverancier', 'unternehmen', 'unterauftragsverarbeiter', 'anbieter', 'firma', 'nom', 'sous traitant', 'societe', 'nombre', 'empresa', 'proveedor', 'nome', 'fornitore', 'societa'];
const purposeHeaders = ['purpose', 'service', 'activity', 'description', 'doel', 'dienst', 'activiteit', 'zweck', 'leistung', 'finalite', 'objet', 'finalidad', 'servicio', 'finalita', 'scopo'];
const countryHeaders = ['country', 'location', 'region', 'land', 'locatie', 'vestiging', 'standort', 'sitz', 'pays', 'lieu', 'pais', 'ubicacion', 'paese', 'sede'];

const longestName = 120;
const longestPurpose = 300;

/** Case, accents, punctuation and legal form do not tell companies apart. */
export function foldedParty(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/ (?:inc|llc|ltd|limited|corp|corporation|gmbh|ag|se|s a|sa|sas|sarl|s r l|srl|s p a|spa|b v|bv|n v|nv|plc|pbc|oy|ab|aps|a s|as|co)$/u, '');
}

function headed(clause: Clause, names: readonly string[]): string | null {
  const { header, cells } = clause;
  if (header === null || cells === null) return null;
  const index = header.findIndex((title) => names.some((name) => foldedParty(title).includes(name)));
  const cell = index < 0 ? undefined : cells[index];
  return cell === undefined || cell.trim() === '' ? null : cell.trim();
}

/** @returns the parties that a version names, each once, in its order */
export function partiesIn(tree: ClauseTree, type: PolicyType): readonly NamedParty[] {
  const found = new Map<string, NamedParty>();
  const add = (party: Omit<NamedParty, 'folded'>): void => {
    const name = party.name.trim().slice(0, longestName);
    const folded = foldedParty(name);
    if (folded.length >= 2 && !found.has(folded)) found.set(folded, { ...party, name, folded });
  };
  const isList = type === 'Sub-processor List';
  for (const clause of tree.clauses) {
    if (isList && clause.kind === 'table-row') {
      const party = rowParty(clause, tree.language);
      if (party !== null) add(party);
    } else if (clause.kind !== 'heading') for (const party of clauseParties(clause, tree.language, isList)) add(party);
  }
  return [...found.values()];
}

function rowParty(clause: Clause, language: string | null): Omit<NamedParty, 'folded'> | null {
  const { cells, header } = clause;
  if (cells === null || (header !== null && cells.every((cell, index) => cell === header[index]))) return null;
  const name = headed(clause, nameHeaders) ?? cells[0]?.trim() ?? '';
  if (name === '' || name.length > longestName) return null;
  const place = headed(clause, countryHeaders);
  const { facts } = annotate(clause, language);
  const country = facts.find((fact) => fact.type === 'country' && (place === null || place.includes(fact.quote)))?.value ?? null;
  return { name, country: country ?? place?.slice(0, 60) ?? null, purpose: headed(clause, purposeHeaders)?.slice(0, longestPurpose) ?? null, basis: 'list' };
}

function clauseParties(clause: Clause, language: string | null, isList: boolean): readonly Omit<NamedParty, 'folded'>[] {
  const { topics, facts } = annotate(clause, language);
  if (!isList && !topics.includes('recipients')) return [];
  const countries = facts.filter((fact) => fact.type === 'country');
  // One country beside several parties may be of any of them; only a single pair is certain.
  const parties = facts.filter((fact) => fact.type === 'party');
  const country = parties.length === 1 && countries.length === 1 ? (countries[0]?.value ?? null) : null;
  return parties.map((party) => ({ name: party.value, country, purpose: null, basis: isList ? 'list' : 'clause' }));
}

/**
 * Brings the table of parties up to date with the versions that were recorded since, some at a time.
 * @returns how many versions were read; fewer than `limit` means that it is complete
 */
export async function readNewSubProcessors(context: Pick<AppContext, 'storage'>, limit = 50): Promise<number> {
  const { db } = context.storage;
  const versions = await versionsAfter(db, await indexedUpto(db, 'sub-processors'), limit);
  for (const version of versions) {
    const full = await findVersion(db, version.id);
    // A vendor names itself in its own clauses; it is nobody's sub-processor there.
    const parties = full === null ? [] : partiesIn(full.tree, version.policyType).filter((party) => party.folded !== foldedParty(version.vendorName));
    await context.storage.transaction(async (inside) => {
      // Another process may have read this version meanwhile.
      if ((await indexedUpto(inside, 'sub-processors')) >= version.id) return;
      await recordParties(inside, version, parties);
      await noteIndexed(inside, 'sub-processors', version.id);
    });
  }
  return versions.length;
}
