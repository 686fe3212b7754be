import type { TestEnvironment } from '../kit/engines.ts';
import { freePort } from '../kit/child.ts';
import { Editor } from '../kit/editor.ts';
import { newObjectRoom, newPerson, type Person } from '../kit/people.ts';
import { startWebServer } from '../kit/webServer.ts';
import { percentile, type Row } from './report.ts';

const WRITERS = 48;
/** They hold the whole document and measure; fifty of these would measure themselves. */
const READERS = 2;
const UPDATES_PER_SECOND = 240;
const SECONDS = 20;
const KILLS = 5;

/** One room with 50 people: how long an edit takes to the others, and what kill -9 of the web process loses. */
export async function benchSync(environment: NodeJS.ProcessEnv): Promise<Row[]> {
	// The engines are given, as for the contract tests.
	const given = environment as NodeJS.ProcessEnv & TestEnvironment;
	const port = String(await freePort());
	const person = await newPerson('vetter');
	const start = () => startWebServer(given, { PORT: port });
	const latency = await measureLatency(start, person);
	const loss = await measureLoss(start, person);
	const people = `${WRITERS + READERS} people, ${UPDATES_PER_SECOND} edits/s`;
	const trial = 'each on disk before it is shown';
	return [
		{
			what: 'edit to other browser p50',
			value: latency.p50,
			unit: 'ms',
			note: `${people}; ${trial}`
		},
		{ what: 'edit to other browser p95', value: latency.p95, unit: 'ms', note: 'trial 25 ms' },
		{
			what: 'deliveries missing',
			value: latency.missing,
			unit: '',
			note: `of ${latency.expected}`
		},
		{ what: 'acknowledged edits', value: loss.acknowledged, unit: '', note: `${KILLS} × kill -9` },
		{ what: 'acknowledged edits lost', value: loss.lost, unit: '', note: 'must be 0' }
	];
}

type Start = () => ReturnType<typeof startWebServer>;

async function measureLatency(start: Start, person: Person) {
	const web = await start();
	const at = { origin: web.origin, room: await newObjectRoom(), person };
	const readers = await openMany(READERS, { ...at, follows: true });
	const writers = await openMany(WRITERS, { ...at, follows: false });
	const times: number[] = [];
	for (const reader of readers) {
		reader.onWord((word) => times.push(performance.now() - Number(word)));
	}
	const written = await writeFor(SECONDS, writers, () => String(performance.now()));
	const expected = written * READERS;
	await waitUntil(() => times.length >= expected);
	for (const editor of [...readers, ...writers]) editor.close();
	await web.stop();
	const missing = expected - times.length;
	return { p50: percentile(times, 50), p95: percentile(times, 95), missing, expected };
}

async function measureLoss(start: Start, person: Person) {
	const room = await newObjectRoom();
	const acknowledged: string[] = [];
	let next = 0;
	for (let kill = 0; kill < KILLS; kill++) {
		const web = await start();
		const writers = await openMany(10, { origin: web.origin, room, person, follows: false });
		const writing = writeFor(3, writers, () => `w${next++}`);
		await pause(2000);
		// In the middle of it.
		await web.kill9();
		await writing;
		for (const writer of writers) {
			acknowledged.push(...writer.acknowledged);
			writer.close();
		}
	}
	const web = await start();
	const [reader] = await openMany(1, { origin: web.origin, room, person, follows: true });
	const found = new Set(reader.words);
	reader.close();
	await web.stop();
	const lost = acknowledged.filter((word) => !found.has(word)).length;
	return { acknowledged: acknowledged.length, lost };
}

function openMany(count: number, options: Parameters<typeof Editor.open>[0]): Promise<Editor[]> {
	return Promise.all(Array.from({ length: count }, () => Editor.open(options)));
}

/** The writers take turns, at the same pace however late the timer comes; answers how many edits were made. */
async function writeFor(seconds: number, writers: Editor[], word: () => string): Promise<number> {
	const startedAt = performance.now();
	const total = seconds * UPDATES_PER_SECOND;
	let written = 0;
	while (written < total) {
		const due = Math.min(total, ((performance.now() - startedAt) / 1000) * UPDATES_PER_SECOND);
		for (; written < due; written++) writers[written % writers.length].write(word());
		await pause(2);
	}
	return written;
}

async function waitUntil(condition: () => boolean): Promise<void> {
	const deadline = performance.now() + 10_000;
	while (!condition() && performance.now() < deadline) await pause(20);
}

function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
