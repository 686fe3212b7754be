import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { candidateListSchema } from '#schema/queue.ts';
import type { Run } from '#schema/run.ts';
import type { User } from '#schema/user.ts';
import { writeComment } from '#server/commands/comments/writeComment.ts';
import { clearRun } from '#server/commands/runs/clearRun.ts';
import { applyTag } from '#server/commands/tags/applyTag.ts';
import { castVote } from '#server/commands/votes/castVote.ts';
import { config } from '#server/config.ts';
import { candidatePage } from '#server/queries/candidates.ts';
import { listQueues, queuePage } from '#server/queries/queues.ts';
import { store } from '#server/store/client.ts';
import { beginClearing } from '#server/store/runClearing.ts';
import { findRun, listRuns } from '#server/store/runs.ts';
import { deleteRevisionsExcept } from '#server/store/sources.ts';
import type { Child } from '../kit/child.ts';
import { configFor, writeSurvey, type SurveyFiles } from '../kit/survey.ts';
import { startWorker } from '../kit/worker.ts';
import { makeUser } from './builders.ts';
import {
	added,
	documents,
	ended,
	newRun,
	pipelineInstallation,
	processed,
	start
} from './pipelineRuns.ts';

const environment = pipelineInstallation();
const LIST = candidateListSchema.parse({});
/** Places of images in the survey's list: field A in two bands, then one each of B and C. */
const [A1, A2, B1, C1] = [0, 1, 2, 4];
let survey: SurveyFiles;
let worker: Child | null = null;
let made = 0;

type Files = 'parquet' | 'nothing' | 'directory';
const clear = (run: Run, files: Files = 'parquet') =>
	clearRun({ user: null }, { runId: run.id, files });
const name = (place: number) => basename(survey.images[place]);

function runOn(places: number[]): Promise<Run> {
	made += 1;
	return newRun(`clear-${made}`, configOf(places));
}

function configOf(places: number[]): string {
	const picked = (list: string[]) => places.map((place) => list[place]);
	const { images, catalogues, noise } = survey;
	return configFor({
		images: picked(images),
		catalogues: picked(catalogues),
		noise: picked(noise)
	});
}

/** What belongs to images, by their names; regions by how many there are. */
async function holdings() {
	const images = await documents('images');
	const blocks = await documents('measurements');
	const nameOf = new Map(images.map((image) => [image._id, image.name]));
	return {
		images: images.map((image) => image.name).sort(),
		measured: [...new Set(blocks.map(({ imageId }) => nameOf.get(imageId)))].sort(),
		regions: (await documents('skyRegions')).length,
		sources: new Set((await documents('sources')).map(({ runId }) => runId))
	};
}
const NOTHING = { images: [], measured: [], regions: 0, sources: new Set() };

beforeAll(() => {
	survey = writeSurvey(environment, 'survey', { epochs: 3, sources: 40 });
	worker = startWorker(environment);
});
afterAll(() => worker?.stop());
beforeEach(async () => {
	for (const run of await listRuns(store())) await clear(run, 'directory');
	expect(await holdings()).toEqual(NOTHING);
});

describe('clearing a run', () => {
	test('removes what no other run uses; the last one leaves nothing', async () => {
		const first = await processed(await runOn([A1, A2, B1]));
		const second = await processed(await runOn([B1, C1]));
		expect(await holdings()).toMatchObject({ regions: 3 });
		expect(await clear(first)).toMatchObject({ nSources: first.nSources, nImagesRemoved: 2 });
		const left = [name(B1), name(C1)].sort();
		expect(await holdings()).toEqual({
			...{ images: left, measured: left, regions: 2 },
			sources: new Set([second.id])
		});
		expect(await findRun(store(), first.id)).toBeNull();
		await clear(second);
		expect(await holdings()).toEqual(NOTHING);
	});

	test('keeps config, logs and backups unless the directory is to go', async () => {
		const run = await processed(await runOn([A1, A2]));
		await added(run, configOf([A1, A2, B1]));
		await clear(run);
		const left = readdirSync(run.path);
		expect(left.filter((file) => /\.(parquet|arrow)$/.test(file))).toEqual([]);
		expect(left).toEqual(
			expect.arrayContaining(['config.yaml', 'config_prev.yaml', 'sources.parquet.bak'])
		);
		expect(left.some((file) => file.endsWith('_log.txt'))).toBe(true);
		const shared = join(config().PIPELINE_WORKING_DIR, 'images');
		expect(readdirSync(shared).length).toBeGreaterThan(0);
	});

	test('can leave the Parquet files, or remove the directory', async () => {
		const kept = await processed(await runOn([A1, A2]));
		await clear(kept, 'nothing');
		expect(existsSync(join(kept.path, 'sources.parquet'))).toBe(true);
		const gone = await processed(await runOn([A1, A2]));
		await clear(gone, 'directory');
		expect(existsSync(gone.path)).toBe(false);
		expect(existsSync(join(config().PIPELINE_WORKING_DIR, 'images'))).toBe(true);
	});

	test('done again after a crash finishes what was left', async () => {
		const run = await processed(await runOn([A1, A2]));
		await beginClearing(store(), run.id);
		await deleteRevisionsExcept(store(), run.id, []);
		await expect(start(run)).rejects.toThrow('is being restored or deleted');
		await clear(run);
		expect(await holdings()).toEqual(NOTHING);
		expect(await findRun(store(), run.id)).toBeNull();
	});

	test('keeps images that a waiting run is about to use', async () => {
		const done = await processed(await runOn([A1, B1]));
		await worker?.stop();
		const waiting = await runOn([B1, C1]);
		await start(waiting);
		await clear(done);
		expect(await holdings()).toMatchObject({ images: [name(B1)] });
		await expect(clear(waiting)).rejects.toThrow('is being processed: cancel it first');
		worker = startWorker(environment);
		expect(await ended(waiting)).toMatchObject({ status: 'END', nImages: 2 });
	});

	test('keeps images that another run can be restored to', async () => {
		const run = await processed(await runOn([A1, A2]));
		const other = await processed(await runOn([A1, B1]));
		await added(other, configOf([A1, B1, C1]));
		expect(await clear(run)).toMatchObject({ nImagesRemoved: 1 });
		expect((await holdings()).images).toEqual([name(A1), name(B1), name(C1)].sort());
	});

	test('never removes a directory that others need', async () => {
		const run = await processed(await runOn([A1, A2]));
		const runs = store().db.collection<{ _id: number }>('runs');
		const path = config().CAUSTIC_DATA_DIR;
		await runs.updateOne({ _id: run.id }, { $set: { path } });
		await expect(clear(run, 'directory')).rejects.toThrow('holds more than run');
		expect((await findRun(store(), run.id))?.status).toBe('END');
		await runs.updateOne({ _id: run.id }, { $set: { path: run.path } });
	});
});

describe('people', () => {
	test('find their tags, comments and votes on candidates of a cleared run, and its page says that the source is gone', async () => {
		const ana: User = await makeUser('ana', 'curator');
		const run = await processed(await runOn([A1, A2, B1, C1]));
		const queue = (await listQueues(ana)).find((row) => row.queue.runId === run.id)?.queue;
		if (!queue) throw new Error('the run has no queue');
		const [{ id, objectId }] = (await queuePage(ana, queue.id, LIST)).rows;
		await applyTag({ user: ana }, { commandId: randomUUID(), objectId, tag: 'seen' });
		await writeComment({ user: ana }, { commandId: randomUUID(), objectId, text: 'scintillates' });
		const vote = { commandId: randomUUID(), candidateId: id, classKey: 'ese' };
		await castVote({ user: ana }, vote);
		await clear(run);
		const page = await candidatePage(ana, queue.id, id, LIST);
		expect(page).toMatchObject({ runName: 'deleted run', source: null, lightCurve: null });
		expect(page.tags.map(({ tag }) => tag)).toEqual(['seen']);
		expect(page.comments.map(({ text }) => text)).toEqual(['scintillates']);
		expect(page.votes.mine?.classKey).toBe('ese');
		expect((await queuePage(ana, queue.id, LIST)).rows[0].id).toBe(id);

		const again = await processed(await runOn([A1, A2, B1, C1]));
		const found = await candidatePage(ana, queue.id, id, LIST);
		expect(found.source).toMatchObject({ objectId, runId: again.id });
	});

	test('may clear their own runs, and run managers everyone’s', async () => {
		const bea = await makeUser('bea', 'vetter');
		const carl = await makeUser('carl', 'runManager');
		const run = await runOn([A1, A2]);
		const wanted = { runId: run.id };
		await expect(clearRun({ user: bea }, wanted)).rejects.toThrow('may not delete this run');
		expect(await clearRun({ user: carl }, wanted)).toMatchObject({ id: run.id });
	});
});
