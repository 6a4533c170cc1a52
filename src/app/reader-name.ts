/**
 * Names how pages are read. It rises when extraction changes what it keeps of an unchanged page: stored captures are
 * then read again, and the difference is an upgrade, which nobody is told of.
 */
export const readerName = 'reader-2';
