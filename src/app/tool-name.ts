import manifest from '../../package.json' with { type: 'json' };

export const toolVersion: string = manifest.version;

/** Name and version of this program, as evidence and the user agent give it. */
export const toolName = `clausewatch/${toolVersion}`;
