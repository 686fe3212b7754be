import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Run } from '#schema/run.ts';
import type { User } from '#schema/user.ts';
import { markImage } from '#server/commands/images/markImage.ts';
import { restoreRun } from '#server/commands/runs/restoreRun.ts';
import { goodMetrics } from '#server/queries/goodMetrics.ts';
import { store } from '#server/store/client.ts';
import { badImagesKey } from '#server/store/imageMarks.ts';
import { findRework, readyVariant } from '#server/store/reworks.ts';
import { readSource } from '#server/store/sourceReads.ts';
import { sourcesOfRun } from '#server/store/sources.ts';
import type { Child } from '../kit/child.ts';
import { eventually } from '../kit/eventually.ts';
import { configFor, writeSurvey } from '../kit/survey.ts';
import { startWorker } from '../kit/worker.ts';
import { makeUser } from './builders.ts';
import { added, newRun, pipelineInstallation, processed } from './pipelineRuns.ts';

const environment = pipelineInstallation();
let worker: Child;
let ben: User;

beforeAll(async () => {
	worker = startWorker(environment);
	ben = await makeUser('ben', 'vetter');
});
afterAll(() => worker.stop());

/** Numbers without bad images of the run as it is shown now, worked out whole. */
async function workedOut({ id, revision }: Run): Promise<void> {
	const variant = await badImagesKey(store(), id);
	expect(variant).toMatch(/^without-/);
	await eventually(() => readyVariant(store(), { runId: id, revision })).toBe(variant);
	await eventually(() => findRework(store(), id)).toMatchObject({ state: 'done', revision });
}

/** A source of the run that was measured in this image and another. */
async function sourceIn({ id, revision }: Run, imageId: number) {
	for (const { id: sourceId, nMeas } of await sourcesOfRun(store(), { runId: id, revision })) {
		const read = nMeas > 1 ? await readSource(store(), sourceId) : null;
		if (read?.lightCurve.imageId.includes(imageId)) return read;
	}
	throw new Error(`No source of revision ${revision} lies in image ${imageId}.`);
}

test('numbers without bad images are worked out for what a run shows, also after it was restored', async () => {
	const survey = writeSurvey(environment, 'survey', { epochs: 3 });
	const places = (count: number) => {
		const first = (list: string[]) => list.slice(0, count);
		const { images, catalogues, noise } = survey;
		return configFor({ images: first(images), catalogues: first(catalogues), noise: first(noise) });
	};
	const small = await processed(await newRun('marked', places(4)));
	const bad = small.imageIds[0];
	const grown = await added(small, places(6));
	expect(grown.revision).toBeGreaterThan(small.revision);
	const mark = { commandId: randomUUID(), imageId: bad, mark: 'bad', reason: 'stripes' };
	await markImage({ user: ben }, mark);
	await workedOut(grown);

	const restored = await restoreRun({ user: null }, { runId: small.id });
	// The image was good when these sources were made: nothing had been worked out for them.
	expect(restored.imageIds).toEqual(small.imageIds);
	await workedOut(restored);
	const { source, lightCurve } = await sourceIn(restored, bad);
	const inBad = lightCurve.imageId.filter((imageId) => imageId === bad).length;
	expect(await goodMetrics(ben, source.id)).toMatchObject({ nMeas: source.nMeas - inBad });
});
