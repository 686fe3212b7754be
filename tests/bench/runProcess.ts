import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface RunProcess {
	seconds: number;
	/** Largest resident memory of the process with all its threads. */
	peakMib: number;
	/** Processor time of the process with all its threads. */
	cpuSeconds: number;
}

const CLOCK_TICKS_PER_SECOND = 100;
const LOOK_EVERY_MS = 25;

/** Runs one command of the command line as people do, in a process of its own, and measures it from outside. */
export async function runCommand(args: string[]): Promise<RunProcess> {
	const started = performance.now();
	const program = join(import.meta.dirname, 'cli.js');
	const child = spawn(process.execPath, [program, ...args], {
		stdio: ['ignore', 'ignore', 'pipe']
	});
	let said = '';
	child.stderr.on('data', (text: Buffer) => (said += text.toString()));
	const measured = { peakMib: 0, cpuSeconds: 0 };
	const look = setInterval(() => {
		if (child.pid) Object.assign(measured, usageOf(child.pid) ?? {});
	}, LOOK_EVERY_MS);
	const [code] = (await once(child, 'exit')) as [number | null];
	clearInterval(look);
	if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${said}`);
	return { seconds: (performance.now() - started) / 1000, ...measured };
}

/** As Linux tells it; null once the process is gone. */
function usageOf(pid: number): Pick<RunProcess, 'peakMib' | 'cpuSeconds'> | null {
	try {
		const peakKib = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
		if (peakKib === undefined) return null;
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// Fields 14 and 15, counted behind the program's name, which may hold spaces.
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		const ticks = Number(fields[11]) + Number(fields[12]);
		return { peakMib: Number(peakKib) / 1024, cpuSeconds: ticks / CLOCK_TICKS_PER_SECOND };
	} catch {
		return null;
	}
}
