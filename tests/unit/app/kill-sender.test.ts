import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { SMTPServer } from 'smtp-server';
import { expect, test } from 'vitest';
import { findDeliveryByKey } from '../../../src/storage/deliveries.ts';
import { addDelivery, scratchStorage } from './sending.ts';

/** Where in a sending the sender is killed; `random` is any time of its life, its start included. */
const points = ['mail', 'rcpt', 'data', 'dot', 'accepted', 'random'] as const;
type Point = (typeof points)[number];

/** Shared by all lives of the sender, which would else spend most of their time on being compiled. */
const compileCache = path.join(tmpdir(), 'clausewatch-kill-sender-cache');

const ignore = (): void => {};

const lanes = 3;
const kills = 204;
/** More than a sender can send before its kill. */
const mailsAhead = 60;

/** A small generator with a fixed seed (mulberry32), so that a failure can be seen again. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The sender and all that it loads as one file: a life would else spend most of its time on finding its modules. */
async function bundled(): Promise<string> {
  const file = path.join(import.meta.dirname, `../../../node_modules/.cache/clausewatch/sender-${process.pid}.mjs`);
  await using bundle = await rolldown({ input: path.join(import.meta.dirname, 'sender-child.ts'), platform: 'node', external: ['better-sqlite3'], logLevel: 'silent' });
  await bundle.write({ file, format: 'esm', codeSplitting: false });
  return file;
}

/** One life of a sender; `ended` says whether it was killed. */
function lifeOf(program: string, directory: string, port: number, life: number): { readonly kill: () => void; readonly ended: Promise<boolean> } {
  const child = spawn(process.execPath, [program, directory, String(port), String(life)], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
  });
  return {
    kill: () => void child.kill('SIGKILL'),
    ended: new Promise((resolve) => child.on('exit', (_code, signal) => resolve(signal === 'SIGKILL'))),
  };
}

interface Lane {
  readonly kills: number;
  readonly limbo: number;
  readonly copies: number;
}

async function runLane(program: string, lane: number): Promise<Lane> {
  await using scratch = await scratchStorage();
  const random = chance(lane + 1);
  const keyOf = new Map<string, string>();
  const accepted = new Map<string, { readonly hashes: Set<string>; copies: number }>();
  let inThisLife: string[] = [];
  let onPoint: (point: Point) => void = ignore;
  const server = new SMTPServer({
    logger: false,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onMailFrom: (_address, _session, done) => { onPoint('mail'); done(); },
    onRcptTo: (_address, _session, done) => { onPoint('rcpt'); done(); },
    onData: (stream, _session, done) => {
      onPoint('data');
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        onPoint('dot');
        const raw = Buffer.concat(chunks);
        const id = /^Message-ID: (<[^>\r\n]+>)/mu.exec(raw.toString())?.[1] ?? '';
        const known = accepted.get(id) ?? { hashes: new Set<string>(), copies: 0 };
        known.hashes.add(createHash('sha256').update(raw).digest('hex'));
        known.copies += 1;
        accepted.set(id, known);
        inThisLife.push(id);
        done();
        setImmediate(() => onPoint('accepted'));
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;

  const fill = async (): Promise<void> => {
    while (keyOf.size < accepted.size + mailsAhead) {
      const key = `alert:${lane}-${keyOf.size}:1`;
      keyOf.set(await addDelivery(scratch.storage, key, 'saskia@lawyers.example', null), key);
    }
  };

  const live = async (life: number, plan: { readonly at: Point; readonly nth: number; readonly afterMs: number } | null): Promise<boolean> => {
    inThisLife = [];
    const child = lifeOf(program, scratch.directory, port, life);
    let left = plan?.nth ?? 0;
    onPoint = (point) => {
      if (plan === null || point !== plan.at) return;
      left -= 1;
      if (left === 0) child.kill();
    };
    const timer = plan?.at === 'random' ? setTimeout(() => child.kill(), plan.afterMs) : undefined;
    const killed = await child.ended;
    clearTimeout(timer);
    onPoint = ignore;
    while (server.connections.size > 0) await new Promise((resolve) => setTimeout(resolve, 2));
    return killed;
  };

  const allowed = new Map<string, number>();
  let killed = 0;
  let limbo = 0;
  for (let life = 0; killed < kills / lanes; life += 1) {
    const at = points[life % points.length] ?? 'random';
    await fill();
    if (await live(life, { at, nth: 1 + Math.floor(random() * 2), afterMs: random() * 500 })) killed += 1;
    const unsure: string[] = [];
    for (const id of inThisLife) {
      const delivery = await findDeliveryByKey(scratch.storage.db, keyOf.get(id) ?? '');
      if (delivery?.state.state !== 'sent') unsure.push(id);
    }
    expect(unsure.length).toBeLessThanOrEqual(1);
    for (const id of unsure) {
      limbo += 1;
      allowed.set(id, (allowed.get(id) ?? 0) + 1);
    }
  }
  await live(10_000, null);
  await new Promise<void>((resolve) => server.close(() => resolve()));

  expect([...accepted.keys()].toSorted()).toEqual([...keyOf.keys()].toSorted());
  let copies = 0;
  for (const [id, { hashes, copies: count }] of accepted) {
    expect(hashes.size).toBe(1);
    expect(count).toBeLessThanOrEqual(1 + (allowed.get(id) ?? 0));
    const delivery = await findDeliveryByKey(scratch.storage.db, keyOf.get(id) ?? '');
    expect(delivery?.state.state).toBe('sent');
    if (count > 1) expect(delivery?.maybeDuplicate).toBe(true);
    copies += count - 1;
  }
  return { kills: killed, limbo, copies };
}

test('L13 killed two hundred times at any point, the sender loses no alert and repeats one only when killed after its acceptance', { timeout: 300_000 }, async () => {
  // A sender that is killed writes no cache, so one lives to its end before the others.
  await using nothing = await scratchStorage();
  const program = await bundled();
  await lifeOf(program, nothing.directory, 0, 0).ended;
  const done = await Promise.all(Array.from({ length: lanes }, (_, lane) => runLane(program, lane)));
  await rm(program);
  const sum = (pick: (lane: Lane) => number): number => done.reduce((total, lane) => total + pick(lane), 0);
  expect(sum((lane) => lane.kills)).toBeGreaterThanOrEqual(200);
  expect(sum((lane) => lane.limbo)).toBeGreaterThan(20);
  expect(sum((lane) => lane.copies)).toBeLessThanOrEqual(sum((lane) => lane.limbo));
});
