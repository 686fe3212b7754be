import { existsSync, mkdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { CatalogueImport } from '#schema/catalogueImport.ts';
import type { User } from '#schema/user.ts';
import { cancelCatalogueImport } from '#server/commands/catalogues/cancelCatalogueImport.ts';
import { carryOutImport, refuseImport } from '#server/commands/catalogues/carryOutImport.ts';
import {
	resumeCatalogueImports,
	startCatalogueImport
} from '#server/commands/catalogues/startCatalogueImport.ts';
import { removeCatalogue } from '#server/commands/catalogues/removeCatalogue.ts';
import { importUpload } from '#server/commands/catalogues/uploads.ts';
import { createUpload } from '#server/commands/uploads/createUpload.ts';
import { finishUpload } from '#server/commands/uploads/finishUpload.ts';
import { removeUpload } from '#server/commands/uploads/removeUpload.ts';
import { ownDirectory } from '#server/files/ownDirectory.ts';
import { findByName } from '#server/queries/catalogueNames.ts';
import { catalogueImports, cataloguesPage, uploadPage } from '#server/queries/catalogues.ts';
import { findCatalogueImport } from '#server/store/catalogueImports.ts';
import { store } from '#server/store/client.ts';
import { newId } from '#server/store/ids.ts';
import { findUpload } from '#server/store/uploads.ts';
import type { Child } from '../kit/child.ts';
import { seeded } from '../kit/seeded.ts';
import { startWorker } from '../kit/worker.ts';
import { commandId, makeUser } from './builders.ts';
import { pipelineInstallation } from './pipelineRuns.ts';

const environment = pipelineInstallation();
const workers: Child[] = [];
/** A dead worker’s job is given to another, which waits for the lock of the first. */
const PATIENCE_MS = 100_000;
let ana: User;
let cleo: User;
let ben: User;

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	cleo = await makeUser('cleo', 'curator');
	ben = await makeUser('ben', 'vetter');
});
afterEach(() => Promise.all(workers.splice(0).map((working) => working.stop())), PATIENCE_MS);

/** A catalogue of so many rows with places of their own, the one at `badAt` without a position. */
function csvOf(count: number, { badAt = -1, mark = 'n' } = {}): string {
	const rows = Array.from(
		{ length: count },
		(_, k) => `${mark}${k},${k === badAt ? 'nowhere' : (k * 0.001) % 360},-20,${k}`
	);
	return `name,ra,dec,s_mJy\n${rows.join('\n')}\n`;
}

/** As tus leaves a file whose last byte has come. */
async function sent(user: User, fileName: string, text: string): Promise<string> {
	const id = newId();
	const metadata = { filename: fileName, purpose: 'catalogue' };
	await createUpload(user, { id, bytes: text.length, metadata });
	const draft = join(ownDirectory(user), '.uploads', id);
	mkdirSync(dirname(draft), { recursive: true });
	writeFileSync(draft, text);
	await finishUpload(user, id, draft);
	return id;
}

async function asked(user: User, uploadId: string, more: object = {}): Promise<string> {
	const input = { commandId: commandId(), uploadId, name: 'Large', ...more };
	return (await startCatalogueImport({ user }, input)).id;
}

/** What the job queue does with an error. */
async function worked(importId: string): Promise<CatalogueImport | null> {
	await carryOutImport(importId).catch((error: Error) => refuseImport(importId, error));
	return findCatalogueImport(store(), importId);
}

const storedRows = (filter: object = {}) =>
	store().db.collection('catalogueRows').countDocuments(filter);
const rowsBeyond = (count: number) =>
	vi.waitUntil(async () => (await storedRows()) > count, { timeout: PATIENCE_MS, interval: 5 });
const named = async (name: string) =>
	(await cataloguesPage(ben)).catalogues.find((catalogue) => catalogue.name === name);
const told = (importId: string) =>
	store()
		.db.collection('notifications')
		.find({ key: `catalogue ${importId}` })
		.toArray();

/** The catalogue shows every row once, and nothing else is stored of it. */
async function expectWhole(name: string, count: number): Promise<void> {
	const catalogue = await named(name);
	expect(catalogue).toMatchObject({ nRows: count, nSkipped: 0 });
	expect(await storedRows({ catalogueId: catalogue?.id })).toBe(count);
	expect(await storedRows({ batch: catalogue?.batch })).toBe(count);
}

describe('a large catalogue', { timeout: PATIENCE_MS }, () => {
	test('is imported as a whole by the job, whose file goes and whose owner is told, once', async () => {
		const uploadId = await sent(ana, 'large.csv', csvOf(3000));
		expect(await uploadPage(ana, uploadId, {})).toMatchObject({ isLarge: true, name: 'large' });
		const importId = await asked(ana, uploadId);
		expect(await named('Large')).toBeUndefined();
		expect(await worked(importId)).toMatchObject({ state: 'done', nRows: 3000, problem: null });
		await expectWhole('Large', 3000);
		const path = join(ownDirectory(ana), 'large.csv');
		expect(existsSync(path)).toBe(false);
		expect(await findUpload(store(), uploadId)).toBeNull();
		await worked(importId);
		await expectWhole('Large', 3000);
		const catalogue = await named('Large');
		expect(await told(importId)).toMatchObject([
			{ userId: ana.id, kind: 'catalogue', href: `/catalogues/${catalogue?.id}` }
		]);
	});

	test('with a bad row in the middle changes nothing and says which; the file can be tried again', async () => {
		const uploadId = await sent(ana, 'bad.csv', csvOf(3000, { badAt: 1500, mark: 'b' }));
		const importId = await asked(ana, uploadId);
		const before = await storedRows();
		const refused = await worked(importId);
		expect(refused).toMatchObject({ state: 'refused' });
		expect(refused?.problem).toMatch(/1 of 3000 rows.*line 1502: .*“nowhere”/);
		expect(await storedRows()).toBe(before);
		await expectWhole('Large', 3000);
		expect(await told(importId)).toMatchObject([{ text: refused?.problem }]);
		const again = await asked(ana, uploadId, { skipBad: 'on' });
		expect(await worked(again)).toMatchObject({ state: 'done', nRows: 3000 });
		expect(await named('Large')).toMatchObject({ nRows: 2999, nSkipped: 1 });
		expect(await storedRows()).toBe(2999);
		expect(await findByName('n7')).toBeNull();
	});

	test('that is cancelled half-way leaves the old one answering and no row of its own', async () => {
		const uploadId = await sent(ana, 'cancelled.csv', csvOf(60_000, { mark: 'c' }));
		const importId = await asked(ana, uploadId);
		const before = await storedRows();
		const working = worked(importId);
		await rowsBeyond(before + 5000);
		const context = { user: cleo };
		await expect(
			cancelCatalogueImport({ user: ben }, { commandId: commandId(), importId })
		).rejects.toMatchObject({ code: 'NotPermitted' });
		const stopped = await cancelCatalogueImport(context, { commandId: commandId(), importId });
		expect(stopped).toMatchObject({ state: 'cancelled', problem: 'Cancelled by CLEO.' });
		expect(await working).toMatchObject({ state: 'cancelled', catalogueId: null });
		expect(await storedRows()).toBe(before);
		expect(await findByName('b7')).not.toBeNull();
		await expect(
			cancelCatalogueImport(context, { commandId: commandId(), importId })
		).rejects.toMatchObject({ code: 'Conflict', field: 'importId' });
		expect(await findUpload(store(), uploadId)).not.toBeNull();
		const row = async () => (await catalogueImports(ana)).find(({ id }) => id === importId);
		expect(await row()).toMatchObject({ isFileKept: true });
		await removeUpload({ user: ana }, { commandId: commandId(), uploadId });
		expect(await row()).toMatchObject({ isFileKept: false });
	});

	test('that two workers are at is imported by one of them, whole', async () => {
		const uploadId = await sent(ana, 'twice.csv', csvOf(20_000, { mark: 't' }));
		const importId = await asked(ana, uploadId, { name: 'Twice' });
		const before = await storedRows();
		const first = worked(importId);
		await rowsBeyond(before + 3000);
		const second = worked(importId);
		await Promise.all([first, second]);
		await expectWhole('Twice', 20_000);
		expect(await storedRows()).toBe(before + 20_000);
	});

	test('whose catalogue is removed meanwhile is refused instead of shown in part', async () => {
		const uploadId = await sent(ana, 'removed.csv', csvOf(20_000, { mark: 'r' }));
		const importId = await asked(ana, uploadId, { name: 'Twice' });
		const before = await storedRows();
		const working = worked(importId);
		await rowsBeyond(before + 3000);
		const catalogueId = (await named('Twice'))?.id;
		const removal = { commandId: commandId(), catalogueId, typedName: 'Twice' };
		await removeCatalogue({ user: ana }, removal);
		expect(await working).toMatchObject({
			state: 'refused',
			problem: expect.stringContaining('was removed meanwhile') as string
		});
		expect(await storedRows({ catalogueId })).toBe(0);
		expect((await catalogueImports(ana)).map((row) => row.catalogueId)).not.toContain(catalogueId);
	});
});

const random = seeded(11);
/** How many rows are there when the worker dies. */
const MOMENTS = [0, Math.floor(random() * 15_000), Math.floor(random() * 15_000)];

test.each(MOMENTS)(
	'a worker killed with more than %i rows written: the next one leaves every row once',
	async (written) => {
		const name = `Killed ${written}`;
		const uploadId = await sent(ana, `killed-${written}.csv`, csvOf(20_000, { mark: 'k' }));
		const before = await storedRows();
		const importId = await asked(ana, uploadId, { name });
		const state = async () => (await findCatalogueImport(store(), importId))?.state;
		const first = startWorker(environment);
		workers.push(first);
		await vi.waitUntil(
			async () =>
				(await state()) === 'done' ||
				((await state()) === 'reading' && (await storedRows()) >= before + written),
			{ timeout: PATIENCE_MS, interval: 5 }
		);
		await first.kill9();
		workers.push(startWorker(environment));
		await vi.waitUntil(async () => (await state()) === 'done', {
			timeout: PATIENCE_MS,
			interval: 50
		});
		await expectWhole(name, 20_000);
		await vi.waitFor(async () => expect(await told(importId)).toHaveLength(1), {
			timeout: PATIENCE_MS
		});
		expect(await storedRows()).toBe(before + 20_000);
	},
	3 * PATIENCE_MS
);

describe('an import', { timeout: PATIENCE_MS }, () => {
	test('is of one’s own file, for curators, and of one file one at a time', async () => {
		const uploadId = await sent(cleo, 'hers.csv', csvOf(10, { mark: 'h' }));
		const input = () => ({ commandId: commandId(), uploadId, name: 'Hers' });
		await expect(startCatalogueImport({ user: ana }, input())).rejects.toMatchObject({
			code: 'NotFound',
			field: 'uploadId'
		});
		await expect(importUpload({ user: ana }, input())).rejects.toMatchObject({ code: 'NotFound' });
		await expect(startCatalogueImport({ user: ben }, input())).rejects.toMatchObject({
			code: 'NotPermitted'
		});
		const once = input();
		const both = await Promise.all([
			startCatalogueImport({ user: cleo }, once),
			startCatalogueImport({ user: cleo }, once)
		]);
		expect(both[0].id).toBe(both[1].id);
		await expect(startCatalogueImport({ user: cleo }, input())).rejects.toMatchObject({
			code: 'Conflict'
		});
		await expect(
			removeUpload({ user: cleo }, { commandId: commandId(), uploadId })
		).rejects.toMatchObject({ code: 'Conflict' });
		const rows = await catalogueImports(ana);
		expect(rows[0]).toMatchObject({ id: both[0].id, state: 'waiting', name: 'Hers' });
		expect(rows[0]).not.toHaveProperty('path');
		await expect(catalogueImports(ben)).rejects.toMatchObject({ code: 'NotPermitted' });
		expect((await cataloguesPage(ben)).imports).toEqual([]);
	});

	test('that Redis has forgotten is asked for again when a worker looks', async () => {
		const [{ id }] = await catalogueImports(ana);
		await resumeCatalogueImports();
		workers.push(startWorker(environment));
		await vi.waitUntil(async () => (await findCatalogueImport(store(), id))?.state === 'done', {
			timeout: PATIENCE_MS,
			interval: 50
		});
		await expectWhole('Hers', 10);
	});

	test.each([
		[{ name: '' }, 'name'],
		[{ ra: 'no such', dec: 'dec' }, 'ra'],
		[{ unit: { $ne: 1 } }, 'unit'],
		[{ uploadId: { $gt: '' } }, 'uploadId'],
		[{ uploadId: 'x'.repeat(65) }, 'uploadId'],
		[{ commandId: 'no' }, 'commandId']
	])('%j is refused with the field before a worker is asked', async (more, field) => {
		const uploadId = await sent(ana, `refused-${newId()}.csv`, csvOf(3));
		await expect(asked(ana, uploadId, more)).rejects.toMatchObject({ code: 'Invalid', field });
	});

	test('is not made from what is no table, nor by whoever manages none', async () => {
		await expect(sent(ana, 'empty.csv', '')).rejects.toMatchObject({ code: 'Invalid' });
		await expect(sent(ana, 'a.fits', 'SIMPLE  = no')).rejects.toMatchObject({ code: 'Invalid' });
		await expect(sent(ana, 'a.exe', csvOf(3))).rejects.toMatchObject({ field: 'filename' });
		await expect(sent(ben, 'a.csv', csvOf(3))).rejects.toMatchObject({ code: 'NotPermitted' });
	});

	test('whose file has gone is refused in a sentence', async () => {
		const uploadId = await sent(ana, 'gone.csv', csvOf(3));
		const importId = await asked(ana, uploadId);
		unlinkSync(join(ownDirectory(ana), 'gone.csv'));
		const refused = await worked(importId);
		expect(refused).toMatchObject({ state: 'refused' });
		expect(refused?.problem).toContain('gone.csv');
	});
});
