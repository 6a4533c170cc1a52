import process from 'node:process';

/**
 * How long the processor works at something in this process, in milliseconds: what else the machine does meanwhile does
 * not count. For work that waits for nothing.
 */
export function processorMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** What the yardstick below takes on the busy machine of two cores on which the limits were set; 75 to 130 ms were seen. */
const yardstickMs = 130;

const wordPattern = /(\p{L}{1,20})|(\d{1,9})|([^\s\p{L}\d])/gu;

/**
 * How many times slower this machine is now than the one on which the limits were set: at splitting a fixed text into
 * words and counting them, which is what the reading of pages mostly does. At least 1.
 */
export function slowness(): number {
  const text = Array.from({ length: 40_000 }, (_, at) => `word${at % 977} in clause ${at}, of 3 May 2020;`).join(' ');
  const ms = processorMs(() => {
    const counts = new Map<string, number>();
    for (const [word] of text.matchAll(wordPattern)) {
      const folded = word.toLowerCase();
      counts.set(folded, (counts.get(folded) ?? 0) + 1);
    }
  });
  return Math.max(1, ms / yardstickMs);
}
