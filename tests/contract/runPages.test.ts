import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunRow } from '#schema/runPage.ts';
import type { Run } from '#schema/run.ts';
import type { User } from '#schema/user.ts';
import { deleteRun, restoreNamedRun } from '#server/commands/runs/deleteRun.ts';
import { makeRun as newRunAs } from '#server/commands/runs/makeRun.ts';
import { requestArrow } from '#server/commands/runs/requestArrow.ts';
import { deleteTemplate, saveTemplate } from '#server/commands/runs/templates.ts';
import { checkConfig, writeConfig } from '#server/commands/runs/writeConfig.ts';
import { writeThenStart } from '#server/commands/runs/writeThenStart.ts';
import { configPage, newRunChoices, shownConfig } from '#server/queries/runConfig.ts';
import { runHead, runsPage } from '#server/queries/runs.ts';
import { collection, store } from '#server/store/client.ts';
import { findRun, insertRun } from '#server/store/runs.ts';
import { applyTag } from '#server/commands/tags/applyTag.ts';
import { configFor, writeSurvey, type SurveyFiles } from '../kit/survey.ts';
import { commandId, makeRun, makeUser } from './builders.ts';
import { documents, pipelineInstallation } from './pipelineRuns.ts';

const environment = pipelineInstallation();
let ana: User;
let bea: User;
let eve: User;
let max: User;
let survey: SurveyFiles;
let run: Run;

beforeAll(async () => {
	ana = await makeUser('ana', 'vetter');
	bea = await makeUser('bea', 'vetter');
	eve = await makeUser('eve', 'viewer');
	max = await makeUser('max', 'runManager');
	survey = writeSurvey(environment, 'survey', { epochs: 3 });
	run = await newRunAs({ user: ana }, { name: 'first', description: 'of three epochs' });
});

const address = (text = '') => new URLSearchParams(text);
const onDisk = ({ path }: Run) => readFileSync(join(path, 'config.yaml'), 'utf8');
const setStatus = (id: number, more: Partial<Run>) =>
	collection<{ _id: number }>(store(), 'runs').updateOne({ _id: id }, { $set: more });
const version = async () => (await shownConfig(ana, run)).version;
const good = () => configFor(survey);

describe('a new run', () => {
	test('has a config.yaml with every key, which cannot be processed yet and says why', async () => {
		const { checked } = await configPage(ana, run.id, address());
		expect(checked.values).toMatchObject({ 'source_association.radius': '10' });
		expect(checked.problem).toMatchObject({ kind: 'files' });
		expect(checked.problem?.message).toContain('No image files match');
		expect(checked.text.split('\n')[(checked.problem?.line ?? 0) - 1]).toBe('  image:');
	});

	test('begins with the settings of another run, or of a template', async () => {
		const settings = { 'source_association.radius': '7' };
		await writeConfig({ user: ana }, { runId: run.id, version: await version(), settings });
		const copy = await newRunAs({ user: bea }, { name: 'copy', from: `run:${run.id}` });
		expect((await configPage(bea, copy.id, address())).checked.values).toMatchObject(settings);
		const template = await saveTemplate({ user: ana }, { runId: run.id, name: 'seven' });
		const from = `template:${template.id}`;
		const mine = await newRunAs({ user: ana }, { name: 'mine', from });
		expect(onDisk(mine)).toContain('  radius: 7\n');
		await expect(newRunAs({ user: bea }, { name: 'theirs', from })).rejects.toMatchObject({
			code: 'NotFound'
		});
		expect((await documents('runs')).map(({ name }) => name)).not.toContain('theirs');
	});

	test.each([
		['first', 'Conflict', 'already used'],
		['images', 'Invalid', 'shared images'],
		['a b', 'Invalid', 'may not contain a space'],
		['../up', 'Invalid', 'may not contain'],
		['..', 'Invalid', 'needs a letter'],
		['', 'Invalid', 'Give the run a name']
	])('is not called %j', async (name, code, sentence) => {
		const making = newRunAs({ user: ana }, { name });
		await expect(making).rejects.toMatchObject({ code, field: 'name' });
		await expect(making).rejects.toThrow(sentence);
	});

	test('is not made by a viewer', async () => {
		await expect(newRunAs({ user: eve }, { name: 'eves' })).rejects.toMatchObject({
			code: 'NotPermitted'
		});
	});
});

describe('a configuration', () => {
	test('is written with the files chosen for it, by epoch, and can then be processed', async () => {
		const rows = survey.images.map((image, index) => ({
			image,
			selavy: survey.catalogues[index],
			noise: survey.noise[index],
			epoch: `epoch0${index + 1}`
		}));
		const inputs = { rows: rows.slice(0, 2) };
		const input = { runId: run.id, version: await version(), inputs };
		expect(await writeConfig({ user: ana }, input)).toMatchObject({ problem: null });
		expect(onDisk(run)).toContain('    epoch01:\n      - survey/images/');
		const more = { rows: rows.slice(1), keep: true };
		const again = { runId: run.id, version: await version(), inputs: more };
		expect((await writeConfig({ user: ana }, again)).problem).toBeNull();
		const { checked } = await configPage(ana, run.id, address());
		expect(checked).toMatchObject({ nImages: rows.length, nEpochs: rows.length });
		const without = { rows: rows.map((row) => ({ ...row, epoch: '' })), keep: false };
		const text = checked.text;
		const listed = await checkConfig({ user: ana }, { runId: run.id, text, inputs: without });
		expect(listed.text).not.toContain('epoch01:');
		expect(onDisk(run)).toBe(text);
	});

	test('that cannot be read is not written, and the line is named', async () => {
		const before = onDisk(run);
		for (const [text, sentence] of [
			[`${good()}nothing: 1\n`, 'unknown key "nothing"'],
			[`${good()}source_association:\n  radius: far\n`, 'radius must be a number'],
			[good().replace("path: ''", 'path: &a x'), 'anchors'],
			['a: &a [x]\nb: [*a, *a]\n', 'line 1'],
			[`${'x: {'.repeat(5000)}`, 'line 1'],
			['', 'line 1']
		]) {
			const input = { runId: run.id, version: await version(), text };
			const writing = writeConfig({ user: ana }, input);
			await expect(writing).rejects.toMatchObject({ code: 'Invalid', field: 'text' });
			await expect(writing).rejects.toThrow(sentence);
			const { problem } = await checkConfig({ user: ana }, { runId: run.id, text });
			expect(problem).toMatchObject({ kind: 'schema', line: expect.any(Number) as number });
		}
		expect(onDisk(run)).toBe(before);
	});

	test.each(['/etc/passwd', '../../etc/hosts', '/etc/*.conf'])(
		'that names %s is not written',
		async (path) => {
			const text = good().replace(survey.images[0], path);
			const input = { runId: run.id, version: await version(), text };
			await expect(writeConfig({ user: ana }, input)).rejects.toThrow('outside the directories');
		}
	);

	test('may name files of its owner’s own directory, and of nobody else’s', async () => {
		const own = (name: string) => join(environment.CAUSTIC_DATA_DIR, 'home', name, 'x.fits');
		const check = (name: string) =>
			checkConfig(
				{ user: ana },
				{ runId: run.id, text: good().replace(survey.images[0], own(name)) }
			);
		expect((await check('ana')).problem).toMatchObject({ kind: 'files' });
		expect((await check('ana')).problem?.message).toContain('x.fits does not exist');
		expect((await check('bea')).problem).toMatchObject({ kind: 'schema' });
	});

	test('is not overwritten by somebody who has read an older one', async () => {
		const read = await version();
		const settings = { 'new_sources.min_sigma': '6' };
		await writeConfig({ user: max }, { runId: run.id, version: read, settings });
		const other = { runId: run.id, version: read, settings: { 'new_sources.min_sigma': '4' } };
		await expect(writeConfig({ user: ana }, other)).rejects.toMatchObject({
			code: 'Conflict',
			field: 'version'
		});
		expect(onDisk(run)).toContain('  min_sigma: 6\n');
		// Sent twice, it was written once: that is no conflict.
		await writeConfig({ user: max }, { runId: run.id, version: read, text: onDisk(run) });
		const events = (await documents('auditEvents')).filter(
			({ action, target }) => action === 'writeConfig' && target === `run ${run.id}`
		);
		expect(events.at(-1)).toMatchObject({
			byName: 'MAX',
			before: { version: read },
			after: { 'new_sources.min_sigma': '6' }
		});
	});

	test('stays written when the run cannot be started then, and both are said', async () => {
		const read = await version();
		const missing = survey.images[0].replace('.fits', '-gone.fits');
		const text = good().replace(survey.images[0], missing);
		const input = { runId: run.id, version: read, text };
		const done = await writeThenStart({ user: ana }, input);
		expect(done.notStarted).toContain(missing);
		expect(done.version).toBe(await version());
		expect(onDisk(run)).toBe(text);
		expect((await findRun(store(), run.id))?.error).toContain(missing);
		await setStatus(run.id, { status: 'INI', error: null });
		await expect(writeThenStart({ user: bea }, input)).rejects.toMatchObject({
			code: 'NotPermitted'
		});
	});

	test('is not changed while the run is under way, nor by somebody else', async () => {
		const input = { runId: run.id, version: await version(), text: good() };
		for (const status of ['QUE', 'RUN', 'RES', 'DEL'] as const) {
			await setStatus(run.id, { status });
			await expect(writeConfig({ user: ana }, input)).rejects.toMatchObject({ code: 'Conflict' });
		}
		await setStatus(run.id, { status: 'INI' });
		for (const user of [bea, eve]) {
			await expect(writeConfig({ user }, input)).rejects.toMatchObject({ code: 'NotPermitted' });
			await expect(checkConfig({ user }, input)).rejects.toMatchObject({ code: 'NotPermitted' });
		}
	});

	test('says what has changed since the results were made', async () => {
		const { values } = (await configPage(ana, run.id, address())).checked;
		expect(values).not.toBeNull();
		expect((await shownConfig(ana, run)).changes).toBeNull();
		writeFileSync(join(run.path, 'config.yaml'), 'nothing readable');
		expect(await shownConfig(eve, run)).toMatchObject({ text: 'nothing readable', changes: null });
		writeFileSync(join(run.path, 'config.yaml'), good());
	});
});

test('of 24 writers with the same version one wins, and the file is whole', async () => {
	const read = await version();
	const writing = Array.from({ length: 24 }, (_, n) =>
		writeConfig(
			{ user: n % 2 ? ana : max },
			{ runId: run.id, version: read, settings: { 'new_sources.min_sigma': String(10 + n) } }
		)
	);
	const outcomes = await Promise.allSettled(writing);
	expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	const won = outcomes.findIndex(({ status }) => status === 'fulfilled');
	expect(onDisk(run)).toContain(`  min_sigma: ${10 + won}\n`);
}, 180_000);

describe('templates', () => {
	test('are seen by others once shared, and changed by their owners alone', async () => {
		const { id } = await saveTemplate({ user: bea }, { runId: run.id, name: 'of bea' });
		const names = async (user: User) =>
			(await newRunChoices(user)).templates.map(({ name }) => name);
		expect(await names(ana)).not.toContain('of bea');
		const shared = { runId: run.id, name: 'of bea', shared: 'on' };
		expect((await saveTemplate({ user: bea }, shared)).id).toBe(id);
		expect(await names(ana)).toContain('of bea');
		const removing = deleteTemplate({ user: ana }, { templateId: id });
		await expect(removing).rejects.toMatchObject({ code: 'NotPermitted' });
		await deleteTemplate({ user: bea }, { templateId: id });
		expect(await names(bea)).not.toContain('of bea');
	});

	test('are made once however often the command arrives', async () => {
		const command = { commandId: commandId(), runId: run.id, name: 'once' };
		const [one, two] = await Promise.all([
			saveTemplate({ user: ana }, command),
			saveTemplate({ user: ana }, command)
		]);
		expect(two.id).toBe(one.id);
	});
});

describe('the table of runs', () => {
	const names = async (query: string) =>
		(await runsPage(eve, address(query))).rows.map(({ name }: RunRow) => name);

	beforeAll(async () => {
		for (const [id, name, seconds] of [
			[501, 'VAST-2', 30],
			[502, 'VAST-10', 10],
			[503, 'askap', 20]
		] as const) {
			await makeRun(id, name);
			const startedAt = new Date('2026-01-01T00:00:00Z');
			const endedAt = new Date(startedAt.getTime() + seconds * 1000);
			await setStatus(id, { startedAt, endedAt, userId: bea.id, userName: 'BEA' });
		}
		await setStatus(503, { status: 'ERR' });
	});

	test('is sorted as people sort, by name or by time taken, what has not happened last', async () => {
		expect(await names('name=vast&sort=name&order=asc')).toEqual(['VAST-2', 'VAST-10']);
		const took = await names('sort=took&order=asc');
		expect(took.slice(0, 3)).toEqual(['VAST-10', 'askap', 'VAST-2']);
		expect((await names('sort=took')).slice(0, 3)).toEqual(['VAST-2', 'askap', 'VAST-10']);
	});

	test('is filtered by owner, status, name and tag, all of them at once', async () => {
		expect(await names(`owner=${bea.id}&status=ERR`)).toEqual(['askap']);
		expect(await names('name=(.*')).toEqual([]);
		const target = { kind: 'run', targetId: '502' };
		await applyTag({ user: ana }, { commandId: commandId(), ...target, tag: 'golden' });
		expect(await names('tag=golden')).toEqual(['VAST-10']);
		expect(await names(`tag=golden&owner=${ana.id}`)).toEqual([]);
		const { choices } = await runsPage(eve, address());
		expect(choices.tags).toEqual(['golden']);
		expect(choices.owners.map(({ name }) => name)).toEqual(expect.arrayContaining(['ANA', 'BEA']));
	});

	test('says what it could not read of an address, and comes in pages', async () => {
		const { problems, list } = await runsPage(eve, address('sort=length&page=x&what=1'));
		expect(problems.map(({ field }) => field)).toEqual(['sort', 'page', 'what']);
		expect(list).toMatchObject({ sort: 'made', page: 1 });
		const { count, total } = await runsPage(eve, address('page=2&name=VAST'));
		expect(count).toBe(2);
		expect(total).toBeGreaterThan(count);
	});

	test('offers each person what they may do', async () => {
		expect((await runHead(bea, 503)).allowed).toMatchObject({ process: true, restore: true });
		expect((await runHead(bea, 503)).allowed).toMatchObject({ arrow: false, cancel: false });
		// It has completed once: there is nothing behind what it shows.
		const completed = { arrow: true, remove: true, restore: false };
		expect((await runHead(bea, 501)).allowed).toMatchObject(completed);
		for (const user of [ana, eve])
			expect(Object.values((await runHead(user, 501)).allowed)).not.toContain(true);
		expect((await runHead(max, 501)).allowed).toMatchObject({ write: true, remove: true });
	});
});

describe('before anything is deleted', () => {
	test('its name has to be typed', async () => {
		const path = join(environment.PIPELINE_WORKING_DIR, 'doomed');
		const doomed = { ...(await makeRun(601, 'first-doomed')), id: 602, name: 'doomed', path };
		await insertRun(store(), { ...doomed, userId: ana.id });
		for (const confirm of ['', 'Doomed', 'doomed2'])
			await expect(
				deleteRun({ user: ana }, { runId: 602, confirm, files: 'nothing' })
			).rejects.toMatchObject({ code: 'Invalid', field: 'confirm' });
		await expect(
			restoreNamedRun({ user: ana }, { runId: 602, confirm: 'x' })
		).rejects.toMatchObject({ field: 'confirm' });
		await expect(deleteRun({ user: bea }, { runId: 602, confirm: 'doomed' })).rejects.toMatchObject(
			{ code: 'NotPermitted' }
		);
		await deleteRun({ user: ana }, { runId: 602, confirm: 'doomed', files: 'nothing' });
		expect(await findRun(store(), 602)).toBeNull();
	});
});

test('Arrow files are asked for of completed runs, by those who may process them', async () => {
	await expect(requestArrow({ user: ana }, { runId: run.id })).rejects.toThrow('completed runs');
	await expect(requestArrow({ user: ana }, { runId: 501 })).rejects.toMatchObject({
		code: 'NotPermitted'
	});
	await requestArrow({ user: bea }, { runId: 501, overwrite: 'on' });
});
