import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Run } from '#schema/run.ts';
import type { User } from '#schema/user.ts';
import { pauseInbox, removeInbox, resumeInbox, setInbox } from '#server/commands/inbox/setInbox.ts';
import { postImage, type SentFile } from '#server/commands/inbox/postImage.ts';
import { initRun } from '#server/commands/runs/initRun.ts';
import { startRun } from '#server/commands/runs/startRun.ts';
import { sendUpload } from '#server/commands/uploads/sendUpload.ts';
import { inboxPage, runInbox } from '#server/queries/inboxPage.ts';
import { store } from '#server/store/client.ts';
import { findInbox } from '#server/store/inboxes.ts';
import type { Child } from '../kit/child.ts';
import { dropAll, part } from '../kit/inboxFiles.ts';
import { configFor, writeSurvey, type SurveyFiles } from '../kit/survey.ts';
import { startWorker } from '../kit/worker.ts';
import { commandId, makeUser } from './builders.ts';
import { epochOnce, epochsOf, PATIENCE_MS, QUICK } from './inboxRuns.ts';
import { documents, ended, now, pipelineInstallation, writeConfig } from './pipelineRuns.ts';

const environment = pipelineInstallation();
vi.setConfig({ testTimeout: 2 * PATIENCE_MS });
const marker = join(environment.CAUSTIC_DATA_DIR, 'disk-is-full');
let survey: SurveyFiles;
let ana: User;
let ben: User;
let manager: User;
let run: Run;
let worker: Child;

beforeAll(async () => {
	survey = writeSurvey(environment, 'survey', { epochs: 6, sources: 60 });
	ana = await makeUser('ana', 'vetter');
	ben = await makeUser('ben', 'vetter');
	manager = await makeUser('manager', 'runManager');
	worker = startWorker(environment, {
		...QUICK,
		NODE_OPTIONS: `--import ${join(import.meta.dirname, '../kit/fullDisk.mjs')}`,
		FULL_DISK_MARKER: marker,
		FULL_DISK_FOR: '.draft'
	});
	run = await initRun({ user: ana }, { name: 'posted' });
	writeConfig(run, configFor(part(survey, 0, 2)));
	await startRun({ user: ana }, { runId: run.id });
	run = await ended(run, PATIENCE_MS);
	expect(run).toMatchObject({ status: 'END', error: null });
}, 2 * PATIENCE_MS);
afterAll(() => worker.stop());

/** What a worker comes to in its own time. */
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: PATIENCE_MS, interval: 50 });

const name = (k: number) => basename(survey.images[k]);
const within = (path: string) => relative(environment.RAW_IMAGE_DIR, path);
const digest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
const sent = (path: string): SentFile => ({ name: basename(path), bytes: readFileSync(path) });

function pathsOf(k: number) {
	return {
		runId: run.id,
		image: survey.images[k],
		selavy: survey.catalogues[k],
		noise: survey.noise[k]
	};
}

describe('an image sent by the API', () => {
	test('by paths is processed, and sent again under the same id it is the same one', async () => {
		const wanted = {
			...pathsOf(2),
			image: within(survey.images[2]),
			sha256: digest(survey.images[2]),
			commandId: commandId()
		};
		const first = await postImage({ user: ana }, wanted);
		expect(first).toMatchObject({ state: 'waiting', href: `/api/v1/inbox/${first.id}` });
		expect(await postImage({ user: ana }, wanted)).toEqual(first);
		await epochOnce(run, name(2), ({ id, state }) => id === first.id && state === 'done');
		expect((await now(run)).nImages).toBe(3);
		const again = await postImage({ user: ana }, pathsOf(2));
		await epochOnce(run, name(2), ({ id, state }) => id === again.id && state === 'duplicate');
	});

	test('with the request itself, its files come to lie in the run’s directory', async () => {
		await postImage(
			{ user: ana },
			{ runId: String(run.id) },
			{
				image: sent(survey.images[3]),
				selavy: sent(survey.catalogues[3]),
				noise: { ...sent(survey.noise[3]), name: `rms.${name(3)}` }
			}
		);
		const epoch = await epochOnce(run, name(3), ({ state }) => state === 'done');
		expect(epoch.files.image?.path).toBe(join(run.path, 'inbox', name(3)));
	});

	test('by uploads of somebody else who may process the run is processed too', async () => {
		const upload = async (path: string, as: string) =>
			`upload:${(await sendUpload({ user: manager }, { name: as, bytes: readFileSync(path) })).id}`;
		const files = {
			image: await upload(survey.images[4], name(4)),
			selavy: await upload(survey.catalogues[4], basename(survey.catalogues[4])),
			noise: await upload(survey.noise[4], `rms.${name(4)}`)
		};
		await expect(postImage({ user: ana }, { runId: run.id, ...files })).rejects.toThrow(
			'This upload does not exist'
		);
		await postImage({ user: manager }, { runId: run.id, ...files });
		await epochOnce(run, name(4), ({ state }) => state === 'done');
	});

	test('with another checksum than it has is set aside with the reason', async () => {
		const posted = await postImage({ user: ana }, { ...pathsOf(5), sha256: 'b'.repeat(64) });
		const epoch = await epochOnce(
			run,
			name(5),
			({ id, state }) => id === posted.id && state === 'quarantined'
		);
		expect(epoch.reason).toMatch(/has other content than was said/);
	});

	test('outside the directories, missing, or for another’s run is refused and leaves nothing behind', async () => {
		const before = (await epochsOf(run)).length;
		const link = join(environment.RAW_IMAGE_DIR, 'link.fits');
		symlinkSync('/etc/hostname', link);
		for (const image of ['/etc/passwd', '../../../etc/passwd', link])
			await expect(postImage({ user: ana }, { ...pathsOf(5), image })).rejects.toThrow(
				'outside the directories this server may read'
			);
		await expect(postImage({ user: ana }, { ...pathsOf(5), image: 'no.fits' })).rejects.toThrow(
			'no.fits does not exist'
		);
		await expect(postImage({ user: ben }, pathsOf(5))).rejects.toMatchObject({
			code: 'NotPermitted'
		});
		await expect(postImage({ user: ana }, { ...pathsOf(5), runId: 999 })).rejects.toMatchObject({
			code: 'NotFound'
		});
		await expect(postImage({ user: ana }, { runId: run.id })).rejects.toMatchObject({
			code: 'Invalid',
			field: 'image'
		});
		for (const bad of ['../up.fits', '.hidden', 'a/b.fits', ''])
			await expect(
				postImage(
					{ user: ana },
					{ ...pathsOf(5) },
					{ image: { name: bad, bytes: new Uint8Array(3) } }
				)
			).rejects.toMatchObject({ code: 'Invalid' });
		expect((await epochsOf(run)).length).toBe(before);
		rmSync(link);
	});
});

describe('setting up an inbox', () => {
	const set = (user: User, directory: string) =>
		setInbox({ user }, { commandId: commandId(), runId: run.id, directory });

	test('is for who may process the run, below the allowed directories, links or not', async () => {
		await expect(set(ben, 'in')).rejects.toMatchObject({ code: 'NotPermitted' });
		await expect(set(ana, '/etc')).rejects.toMatchObject({ code: 'NotPermitted' });
		await expect(set(ana, '../..')).rejects.toMatchObject({ code: 'NotPermitted' });
		const link = join(environment.RAW_IMAGE_DIR, 'out');
		symlinkSync('/etc', link);
		await expect(set(ana, link)).rejects.toMatchObject({ code: 'NotPermitted' });
		await expect(set(ana, 'nowhere')).rejects.toMatchObject({ field: 'directory' });
		mkdirSync(join(environment.RAW_IMAGE_DIR, 'in'));
		const inbox = await set(ana, 'in');
		expect(inbox.directory).toBe(join(environment.RAW_IMAGE_DIR, 'in'));
		expect((await runInbox(ben, run.id)).mayChange).toBe(false);
		const actions = (await documents('auditEvents')).map(({ action }) => action);
		expect(actions.filter((action) => action === 'setInbox')).toHaveLength(1);
	});

	test('a folder that goes away is said, and watched again when it is back', async () => {
		const folder = join(environment.RAW_IMAGE_DIR, 'in');
		await eventually(async () => (await findInbox(store(), run.id))?.look?.problem).toBe(null);
		rmSync(folder, { recursive: true });
		await eventually(async () => (await findInbox(store(), run.id))?.look?.problem).toMatch(
			/does not exist/
		);
		mkdirSync(folder);
		await eventually(async () => (await findInbox(store(), run.id))?.look?.problem).toBe(null);
	});

	test('paused, it notes what arrives and starts nothing until it goes on', async () => {
		const ask = () => ({ commandId: commandId(), runId: run.id });
		await pauseInbox({ user: ana }, ask());
		dropAll(part(survey, 6, 7), join(environment.RAW_IMAGE_DIR, 'in'));
		await epochOnce(run, name(6), ({ state }) => state === 'ready');
		expect((await now(run)).nImages).toBe(5);
		await resumeInbox({ user: ana }, ask());
		await epochOnce(run, name(6), ({ state }) => state === 'done');
	});

	test('with a full disk the epochs wait, the reason is told, and they are tried again', async () => {
		writeFileSync(marker, '');
		dropAll(part(survey, 7, 8), join(environment.RAW_IMAGE_DIR, 'in'));
		await eventually(async () => (await findInbox(store(), run.id))?.problem).toMatch(
			/no space is left on the disk/
		);
		await epochOnce(run, name(7), ({ state }) => state === 'ready');
		expect(await findInbox(store(), run.id)).toMatchObject({ failures: 1, paused: false });
		expect((await now(run)).nImages).toBe(6);
		rmSync(marker);
		await resumeInbox({ user: ana }, { commandId: commandId(), runId: run.id });
		await epochOnce(run, name(7), ({ state }) => state === 'done');
		expect(await findInbox(store(), run.id)).toMatchObject({ problem: null, failures: 0 });
	});

	test('what a person changed in the settings is not overridden: it is said that a full re-run is due', async () => {
		const path = join(run.path, 'config.yaml');
		const text = readFileSync(path, 'utf8');
		writeFileSync(path, `${text}\nnew_sources:\n  min_sigma: 6\n`);
		dropAll(part(survey, 8, 9), join(environment.RAW_IMAGE_DIR, 'in'));
		await eventually(async () => (await findInbox(store(), run.id))?.problem).toMatch(
			/Settings other than inputs have changed \(new_sources.min_sigma\)/
		);
		expect(readFileSync(path, 'utf8')).toContain('min_sigma: 6');
		expect((await now(run)).status).toBe('END');
		writeFileSync(path, text);
		await resumeInbox({ user: ana }, { commandId: commandId(), runId: run.id });
		await epochOnce(run, name(8), ({ state }) => state === 'done');
	});

	test('taken away, it is gone from the page; what arrived stays listed', async () => {
		await removeInbox({ user: ana }, { commandId: commandId(), runId: run.id });
		const page = await inboxPage(ben, {});
		expect(page.inboxes).toEqual([]);
		expect(page.epochs.length).toBeGreaterThan(5);
		expect(page.latencies.n).toBe(6);
		const paged = await inboxPage(ben, { after: page.epochs[2].id, state: undefined });
		expect(paged.epochs[0].id).toBe(page.epochs[3].id);
	});
});
