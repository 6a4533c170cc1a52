import { CDXIndexer } from 'warcio';

/**
 * Indexes a WARC file by address and time, for readers that look pages up (WACZ 1.1.1, 5.2; CDXJ).
 * @param name the file's name, as the index gives it
 * @returns the lines of the index, sorted by their bytes
 */
export async function warcIndex(bytes: Uint8Array, name: string): Promise<string> {
  const indexer = new CDXIndexer({ format: 'cdxj' });
  const reader = new Blob([Uint8Array.from(bytes)]).stream();
  const lines: Buffer[] = [];
  for await (const entry of indexer.iterIndex([{ filename: name, reader }])) lines.push(Buffer.from(indexer.serialize(entry)));
  return Buffer.concat(lines.toSorted(Buffer.compare)).toString('utf8');
}
