import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Run } from '#schema/run.ts';
import type { User } from '#schema/user.ts';
import { restoreRun } from '#server/commands/runs/restoreRun.ts';
import { applyTag } from '#server/commands/tags/applyTag.ts';
import { writeComment } from '#server/commands/comments/writeComment.ts';
import { castVote } from '#server/commands/votes/castVote.ts';
import { listQueues, queuePage } from '#server/queries/queues.ts';
import { store } from '#server/store/client.ts';
import { sourcesOfRun } from '#server/store/sources.ts';
import { candidatePage } from '#server/queries/candidates.ts';
import { candidateListSchema } from '#schema/queue.ts';
import type { Child } from '../kit/child.ts';
import { configFor, writeSurvey, type SurveyFiles } from '../kit/survey.ts';
import { startWorker } from '../kit/worker.ts';
import { makeUser } from './builders.ts';
import { added, newRun, pipelineInstallation, processed } from './pipelineRuns.ts';

const environment = pipelineInstallation();
const LIST = candidateListSchema.parse({});
let worker: Child;
let run: Run;
let ana: User;
let config: string;
let survey: SurveyFiles;

beforeAll(async () => {
	worker = startWorker(environment);
	survey = writeSurvey(environment, 'survey', { epochs: 4 });
	config = configFor(survey);
	run = await processed(await newRun('labelled', config));
	ana = await makeUser('ana', 'curator');
});
afterAll(() => worker.stop());

test('tags, comments and votes stay on their objects when the run is processed with another radius', async () => {
	const [{ queue }] = await listQueues(ana);
	const rows = (await queuePage(ana, queue.id, LIST)).rows.slice(0, 5);
	expect(rows).toHaveLength(5);
	for (const { id, objectId } of rows) {
		await applyTag({ user: ana }, { commandId: randomUUID(), objectId, tag: `was ${objectId}` });
		await writeComment({ user: ana }, { commandId: randomUUID(), objectId, text: objectId });
		const vote = { commandId: randomUUID(), candidateId: id, classKey: 'ese' };
		await castVote({ user: ana }, vote);
	}

	const again = await processed(run, `${config}source_association:\n  radius: 25\n`);
	expect(again).toMatchObject({ status: 'END', revision: 2 });

	for (const { id, objectId } of rows) {
		const page = await candidatePage(ana, queue.id, id, LIST);
		expect(page.object.id).toBe(objectId);
		expect(page.tags.map(({ tag }) => tag)).toEqual([`was ${objectId}`]);
		expect(page.comments.map(({ text }) => text)).toEqual([objectId]);
		expect(page.votes.mine?.classKey).toBe('ese');
		expect(page.source).toMatchObject({ objectId, runId: run.id, revision: 2 });
	}
});

test('tags and comments stay on objects that appear with added images, through restore and adding again', async () => {
	const places = (count: number) => {
		const [images, catalogues, noise] = [survey.images, survey.catalogues, survey.noise];
		const first = (list: string[]) => list.slice(0, count);
		return configFor({ images: first(images), catalogues: first(catalogues), noise: first(noise) });
	};
	const objectsOf = async ({ id, revision }: Run) => {
		const sources = await sourcesOfRun(store(), { runId: id, revision });
		return new Map(sources.map((source) => [source.objectId, source.revision]));
	};
	const small = await processed(await newRun('growing', places(2)));
	const before = await objectsOf(small);
	const grown = await objectsOf(await added(small, places(8)));
	const objectIds = [...grown.keys()].filter((objectId) => !before.has(objectId));
	expect(objectIds.length).toBeGreaterThan(0);
	for (const objectId of objectIds)
		if (objectId) await applyTag({ user: ana }, { commandId: randomUUID(), objectId, tag: 'late' });

	const restored = await restoreRun({ user: null }, { runId: small.id });
	expect(await objectsOf(restored)).toEqual(before);
	const again = await objectsOf(await added(small, places(7)));
	const later = await objectsOf(await added(small, places(8)));
	expect([...again.keys()].filter((objectId) => !later.has(objectId))).toEqual([]);
	expect([...later.keys()].sort()).toEqual([...grown.keys()].sort());
});
