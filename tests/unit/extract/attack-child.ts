import process from 'node:process';
import { clausesOf } from '../../../src/clauses/tree.ts';
import { read } from '../../../src/extract/read.ts';
import { slowness } from '../../support/processor-time.ts';
import { attacks } from './attacks.ts';
import { pageOf } from './pages.ts';

/*
 * Reads one of the attacks in a process of its own, whose peak of memory is then that attack's.
 * usage: node attack-child.ts NAME; prints the processor time in milliseconds, the peak in megabytes, and how slow the
 * machine is where that time is long
 */
const page = pageOf(`<html><body>${attacks[process.argv[2] ?? '']?.() ?? ''}`);
const started = process.cpuUsage();
const { blocks } = await read(page);
clausesOf(blocks);
const used = process.cpuUsage(started);
const cpuMs = Math.round((used.user + used.system) / 1000);
const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(JSON.stringify({ cpuMs, peakMb, slowness: cpuMs > 2000 ? slowness() : 1 }));
