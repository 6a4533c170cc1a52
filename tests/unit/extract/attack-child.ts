import process from 'node:process';
import { clausesOf } from '../../../src/clauses/tree.ts';
import { read } from '../../../src/extract/read.ts';
import { attacks } from './attacks.ts';
import { pageOf } from './pages.ts';

/*
 * Reads one of the attacks in a process of its own, whose peak of memory is then that attack's.
 * usage: node attack-child.ts NAME; prints the processor time in milliseconds and the peak in megabytes
 */
const page = pageOf(`<html><body>${attacks[process.argv[2] ?? '']?.() ?? ''}`);
const started = process.cpuUsage();
const { blocks } = await read(page);
clausesOf(blocks);
const used = process.cpuUsage(started);
process.stdout.write(JSON.stringify({ cpuMs: Math.round((used.user + used.system) / 1000), peakMb: Math.round(process.resourceUsage().maxRSS / 1024) }));
