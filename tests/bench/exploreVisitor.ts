import { readFile } from 'node:fs/promises';
import { startChild } from '../kit/child.ts';
import type { TestEnvironment } from '../kit/engines.ts';
import { percentile, timed, timesOf, type Row } from './report.ts';

/** Somebody who is signed in. */
export interface Visitor {
	origin: string;
	cookie: string;
}

/** A new account, signed in by the form. */
export async function newVisitor(
	origin: string,
	environment: TestEnvironment & Record<string, string>
): Promise<Visitor> {
	const [username, password] = ['explorer', 'a long bench password'];
	const added = startChild('cli.js', ['adduser', username, '--role', 'curator'], {
		...environment,
		CAUSTIC_PASSWORD: password
	});
	await added.exited;
	const answer = await fetch(`${origin}/sign-in`, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin },
		body: new URLSearchParams({ username, password })
	});
	const [cookie] = answer.headers.getSetCookie().map((header) => header.split(';', 1)[0]);
	if (!cookie) throw new Error(`${username} could not sign in: ${answer.status}`);
	return { origin, cookie };
}

/** The whole answer's bytes; anything but success is an error. */
export async function fetched({ origin, cookie }: Visitor, path: string): Promise<ArrayBuffer> {
	const answer = await fetch(origin + path, { headers: { cookie }, redirect: 'manual' });
	const body = await answer.arrayBuffer();
	if (answer.status === 200) return body;
	throw new Error(`${path}: ${answer.status} ${new TextDecoder().decode(body).slice(0, 300)}`);
}

/** What the API answers to a request; a refusal is an error. */
export async function asked<A>(
	{ origin, cookie }: Visitor,
	method: 'GET' | 'POST' | 'PUT',
	path: string,
	body?: object
): Promise<A> {
	const answer = await fetch(origin + path, {
		method,
		headers: { cookie, origin, 'content-type': 'application/json' },
		...(body && { body: JSON.stringify(body) })
	});
	const text = await answer.text();
	if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 300)}`);
	// What the route promises.
	return JSON.parse(text) as A;
}

/** Requests one after the other, each its own address. */
export interface Requests {
	what: string;
	calls: number;
	pathOf: (k: number) => string;
	note: string;
}

/** p50 and p95 of requests, and what of them was the web process's own work: on a busy machine only that is comparable. */
export async function requests(
	visitor: Visitor,
	pid: number,
	{ what, calls, pathOf, note }: Requests
): Promise<Row[]> {
	let asked = 0;
	const before = await processorMs(pid);
	const times = await timesOf(calls, (k) => {
		asked++;
		return fetched(visitor, pathOf(k));
	});
	const own = (await processorMs(pid)) - before;
	return percentiles(what, times, `${note}; ${(own / asked).toFixed(0)} ms of processor each`);
}

export function percentiles(what: string, times: number[], note: string): Row[] {
	return [50, 95].map((p) => ({
		...{ what: `${what} p${p}`, value: percentile(times, p), unit: 'ms' },
		note: p === 95 ? note : `of ${times.length}`
	}));
}

/** A file that is streamed: its size, how long it took, and what the server's memory rose to meanwhile. */
export async function streamedFile(
	{ origin, cookie }: Visitor,
	path: string,
	pid: number
): Promise<{ bytes: number; ms: number; before: number; most: number }> {
	const before = await memoryMiB(pid);
	let most = before;
	let bytes = 0;
	const watching = setInterval(() => {
		void memoryMiB(pid).then((now) => (most = Math.max(most, now)));
	}, 100);
	try {
		const { ms } = await timed(async () => {
			const answer = await fetch(origin + path, { headers: { cookie } });
			if (!answer.ok || !answer.body) throw new Error(`${path}: ${answer.status}`);
			for await (const chunk of answer.body) bytes += chunk.length;
		});
		return { bytes, ms, before, most };
	} finally {
		clearInterval(watching);
	}
}

/** What a process has had of the processors so far, as Linux tells it; NaN elsewhere. */
async function processorMs(pid: number): Promise<number> {
	const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
	// Behind the name, which may hold anything: the 12th and 13th fields are user and system time in ticks of 10 ms.
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return 10 * (Number(fields[11] ?? NaN) + Number(fields[12] ?? NaN));
}

/** Resident memory, as Linux tells it; NaN elsewhere. */
export async function memoryMiB(pid: number): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
	return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? NaN) / 1024;
}
