import type { Policy, Vendor } from '../domain/vendor.ts';
import type { VersionSummary } from '../storage/versions.ts';

/** A page for somebody who was handed the pack and knows nothing of the program: a court's clerk. */
export function evidenceReadme(vendor: Vendor, policy: Policy, versions: readonly VersionSummary[]): string {
  const list = versions.map((version) => `  ${version.number}. ${version.firstSeenAt} / ${version.confirmedAt}  ${version.title ?? '-'}`).join('\n');
  return `BEWIJSPAKKET - EVIDENCE PACK

${vendor.name}: ${policy.type}
${policy.source.url}

Versies (voor het eerst gezien / bevestigd) - Versions (first seen / confirmed), UTC:
${list}

NEDERLANDS

Dit pakket bewaart wat op bovenstaand adres is gepubliceerd en wanneer Clausewatch het daar heeft gezien.
- archive/captures.warc: de pagina's zoals ze van de server kwamen, met de vragen en antwoorden (ISO 28500, WARC).
- indexes/index.cdx: de lijst van die pagina's, waarmee een lezer van webarchieven ze vindt (CDXJ).
- evidence/versions: de tekst van elke versie, zoals uit de pagina gelezen.
- evidence/redlines: de verschillen tussen opeenvolgende versies, met toelichting.
- evidence/chain.jsonl: de keten. Elke regel is een vastlegging (record) met de SHA-256 ervan en de SHA-256 van de regel
  ervoor: wie iets verandert, weglaat of toevoegt, verbreekt de keten.
- evidence/head.json: de laatste regel van elke keten op het moment van uitgifte, en de SHA-256 daarover: de kop. De koppen
  staan in de overzichten die per e-mail zijn verstuurd. Wie de hele keten herschrijft, krijgt een andere kop.
- evidence/heads: de kop van een dag, en evidence/timestamps: het antwoord van een tijdstempeldienst daarop (RFC 3161), als er
  een is ingesteld. Controle: openssl ts -verify -data evidence/heads/DAG.json -in evidence/timestamps/DAG.tsr -CAfile CA.pem
De lijst van alle bestanden met hun SHA-256 staat in datapackage.json.
Controleren zonder netwerk: clausewatch verify PAKKET. Of met gewone middelen: pak uit (het is een zip-bestand), bereken
sha256sum van elk bestand en vergelijk met datapackage.json; open archive/captures.warc met een WARC-lezer.
De hash van een vastlegging is de SHA-256 van haar canonieke JSON (RFC 8785).

ENGLISH

This pack keeps what was published at the address above, and when Clausewatch saw it there.
- archive/captures.warc: the pages as they came from the server, with requests and responses (ISO 28500, WARC).
- indexes/index.cdx: the list of those pages, by which a reader of web archives finds them (CDXJ).
- evidence/versions: the text of each version, as read from the page.
- evidence/redlines: the differences between versions, explained.
- evidence/chain.jsonl: the chain. Each line is a record with its SHA-256 and the SHA-256 of the line before it: whoever
  changes, drops or adds anything breaks the chain.
- evidence/head.json: the last entry of every chain when the pack was made, and the SHA-256 over them: the head. Heads stand
  in the digests that were mailed. Whoever rewrites a whole chain gets another head.
- evidence/heads: the head of a day, and evidence/timestamps: a time-stamping authority's answer to it (RFC 3161), where one
  is configured. To check: openssl ts -verify -data evidence/heads/DAY.json -in evidence/timestamps/DAY.tsr -CAfile CA.pem
All files and their SHA-256 are listed in datapackage.json.
To check it without a network: clausewatch verify PACK. Or with common tools: unpack it (it is a zip file), run sha256sum on
each file and compare with datapackage.json; open archive/captures.warc with any WARC reader.
The hash of a record is the SHA-256 of its canonical JSON (RFC 8785).
`;
}
