import { mkdir } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { EpochRow } from '#schema/inboxPage.ts';
import type { Image } from '#schema/image.ts';
import type { Run } from '#schema/run.ts';
import { closeStore, openStore } from '#server/store/client.ts';
import { migrate } from '#server/store/migrate.ts';
import type { Child } from '../kit/child.ts';
import { dropEnvironment, newEnvironment, type TestEnvironment } from '../kit/engines.ts';
import { startWebServer } from '../kit/webServer.ts';
import { startWorker } from '../kit/worker.ts';
import { asked, fetched, newVisitor, percentiles, type Visitor } from './exploreVisitor.ts';
import { dropEpochs, writeEpochs, type EpochFiles } from './inboxSurvey.ts';
import { percentile, timed, type Row } from './report.ts';

/** In the run before anything is dropped, then one by one, then all at once. */
const [BEFORE, ALONE, AT_ONCE] = [20, 5, 24];
const LOOK_MS = 100;
/** Between two pages that a person opens. */
const READING_MS = 100;
const PATIENCE_MS = 15 * 60_000;

interface Watched {
	visitor: Visitor;
	run: Pick<Run, 'id'>;
	directory: string;
}

/** From a file's last byte in the inbox to its candidates, with nobody at the keyboard, while somebody reads pages. */
export async function benchInbox(): Promise<Row[]> {
	const environment = newEnvironment();
	const children: Child[] = [];
	try {
		const store = await openStore({ uri: environment.MONGODB_URI, db: environment.MONGODB_DB });
		await migrate(store);
		await closeStore(store);
		const given = { ...environment, NODE_ENV: 'production' };
		const web = await startWebServer(given);
		children.push(web, startWorker(given));
		const visitor = await newVisitor(web.origin, given);
		return await measure(visitor, environment);
	} finally {
		await Promise.all(children.map((child) => child.stop()));
		await dropEnvironment(environment);
	}
}

async function measure(visitor: Visitor, environment: TestEnvironment): Promise<Row[]> {
	const epochs = writeEpochs(environment, BEFORE + ALONE + AT_ONCE);
	const run = await processedRun(visitor, epochs.slice(0, BEFORE));
	const directory = join(environment.RAW_IMAGE_DIR, 'inbox');
	await mkdir(directory);
	await asked(visitor, 'PUT', `/api/v1/runs/${run.id}/inbox`, { directory });
	const watched = { visitor, run, directory };
	const [load] = loadavg();
	const rows: Row[] = [
		{ what: 'load average', value: load, unit: '', note: 'before the first epoch' },
		...pageRows('at rest', await readPages(watched, pause(10_000)))
	];
	rows.push(...(await oneByOne(watched, epochs.slice(BEFORE, BEFORE + ALONE))));
	rows.push(...(await allAtOnce(watched, epochs.slice(BEFORE + ALONE))));
	return [...rows, ...(await whatIsThere(watched, epochs))];
}

async function processedRun(visitor: Visitor, epochs: EpochFiles[]): Promise<Pick<Run, 'id'>> {
	const { id } = await asked<Run>(visitor, 'POST', '/api/v1/runs', { name: 'watched' });
	const config = `/api/v1/runs/${id}/config`;
	const { version } = await asked<{ version: string }>(visitor, 'GET', config);
	await asked(visitor, 'PUT', config, { version, inputs: { rows: epochs } });
	await asked(visitor, 'POST', `/api/v1/runs/${id}/process`, {});
	await until(async () => {
		const { run } = await asked<{ run: Run & { queues: unknown[] } }>(
			visitor,
			'GET',
			`/api/v1/runs/${id}`
		);
		if (run.status === 'ERR') throw new Error(run.error ?? 'the run failed');
		return run.status === 'END' && run.queues.length > 0;
	});
	return { id };
}

async function oneByOne(watched: Watched, epochs: EpochFiles[]): Promise<Row[]> {
	const seconds: number[] = [];
	const pages: number[] = [];
	for (const epoch of epochs) {
		const dropped = dropEpochs([epoch], watched.directory).then(() => performance.now());
		const queued = queuedAt(watched, [epoch]);
		pages.push(...(await readPages(watched, queued)));
		seconds.push(((await queued) - (await dropped)) / 1000);
	}
	const arrived = await epochsNamed(watched, epochs);
	return [
		{
			what: 'file → candidates p50',
			value: percentile(seconds, 50),
			unit: 's',
			note: `wanted ≤ 10; of ${seconds.length}, from the last byte until the API says so`
		},
		{ what: 'file → candidates, worst', value: Math.max(...seconds), unit: 's', note: '' },
		...stepRows(arrived),
		...pageRows('meanwhile', pages)
	];
}

/** Where the time goes, as the inbox itself notes it. */
function stepRows(arrived: EpochRow[]): Row[] {
	const steps = ['completeAt', 'startedAt', 'publishedAt', 'queuedAt'] as const;
	return steps.map((step) => ({
		what: `until ${step.slice(0, -2)}, p50`,
		value: percentile(
			arrived.map((epoch) => (msOf(epoch[step]) - msOf(epoch.arrivedAt)) / 1000),
			50
		),
		...{ unit: 's', note: 'noted by the inbox' }
	}));
}

async function allAtOnce(watched: Watched, epochs: EpochFiles[]): Promise<Row[]> {
	const dropped = dropEpochs(epochs, watched.directory).then(() => performance.now());
	const queued = queuedAt(watched, epochs);
	const pages = await readPages(watched, queued);
	const seconds = ((await queued) - (await dropped)) / 1000;
	const arrived = await epochsNamed(watched, epochs);
	const starts = new Set(arrived.map(({ startedAt }) => msOf(startedAt)));
	return [
		{
			what: `${epochs.length} at once → candidates`,
			value: seconds,
			unit: 's',
			note: `from the last byte of all; ${starts.size} starts of the run`
		},
		{
			what: 'out of date order',
			value: outOfOrder(arrived),
			unit: '',
			note: 'published before one that was observed earlier; must be 0'
		},
		...pageRows(`while ${epochs.length} are taken in`, pages)
	];
}

function outOfOrder(arrived: EpochRow[]): number {
	const byDate = [...arrived].sort((a, b) => msOf(a.observedAt) - msOf(b.observedAt));
	return byDate.filter(
		(epoch, k) => k > 0 && msOf(epoch.publishedAt) < msOf(byDate[k - 1].publishedAt)
	).length;
}

/** What the run holds in the end, against what was given to it. */
async function whatIsThere({ visitor, run }: Watched, epochs: EpochFiles[]): Promise<Row[]> {
	const { images } = await asked<{ images: Pick<Image, 'name' | 'datetime' | 'nMeasurements'>[] }>(
		visitor,
		'GET',
		`/api/v1/runs/${run.id}`
	);
	const names = images.map(({ name }) => name);
	const lost = epochs.filter(({ image }) => !names.includes(basename(image)));
	const turned = images.filter(
		({ datetime }, k) => k > 0 && msOf(datetime) < msOf(images[k - 1].datetime)
	);
	const fewest = Math.min(...images.map(({ nMeasurements }) => nMeasurements));
	const row = (what: string, value: number, note: string): Row => ({ what, value, unit: '', note });
	return [
		row('images in the run', images.length, `of ${epochs.length}; ≥ ${fewest} rows each`),
		row('lost', lost.length, 'must be 0'),
		row('twice', names.length - new Set(names).size, 'must be 0'),
		row('images out of date order', turned.length, 'must be 0')
	];
}

/** When the API first says that all of them are in the queue. */
async function queuedAt(watched: Watched, epochs: EpochFiles[]): Promise<number> {
	await until(async () => {
		const arrived = await epochsNamed(watched, epochs);
		return arrived.length === epochs.length && arrived.every(({ state }) => state === 'done');
	});
	return performance.now();
}

async function epochsNamed({ visitor, run }: Watched, epochs: EpochFiles[]): Promise<EpochRow[]> {
	const names = new Set(epochs.map(({ image }) => basename(image)));
	const listed = await asked<EpochRow[]>(visitor, 'GET', `/api/v1/inbox?run=${run.id}`);
	return listed.filter(({ name, state }) => names.has(name) && state !== 'duplicate');
}

/** Opens one page after the other until `end` has come; ms each. */
async function readPages({ visitor, run }: Watched, end: Promise<unknown>): Promise<number[]> {
	const paths = [
		...['/', '/runs', `/runs/${run.id}`, '/queues', `/sources?run=${run.id}`, '/inbox'],
		...['/status', `/images?run=${run.id}`]
	];
	const times: number[] = [];
	let isOver = false;
	// Whoever asked for the end hears of its failure too.
	void end.catch(() => undefined).finally(() => (isOver = true));
	for (let k = 0; !isOver; k++) {
		times.push((await timed(() => fetched(visitor, paths[k % paths.length]))).ms);
		await pause(READING_MS);
	}
	return times;
}

function pageRows(when: string, times: number[]): Row[] {
	return percentiles(`pages ${when}`, times, 'wanted ≤ 200 ms');
}

async function until(holds: () => Promise<boolean>): Promise<void> {
	const deadline = performance.now() + PATIENCE_MS;
	while (!(await holds())) {
		if (performance.now() > deadline) throw new Error('The inbox did not get on.');
		await pause(LOOK_MS);
	}
}

/** Dates come as text over the API. */
function msOf(date: Date | string | null): number {
	return date === null ? NaN : new Date(date).getTime();
}
