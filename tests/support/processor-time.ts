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
