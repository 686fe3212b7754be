import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { dyingAfter } from '#server/commands/runs/dyingStorage.fixture.ts';
import { localStorage } from '#server/files/storage.ts';
import type { RunBasis } from '#server/store/runs.ts';
import { plannedPublication, publishConfig, publishDrafts, removeDrafts } from './drafts.ts';

const storage = localStorage();
// Only its text is looked at.
const shown = { configText: 'old config' } as RunBasis;

/** A directory in which an attempt `b` has drafts, and what stood there before is of an attempt `a`. */
function directoryOf(files: Record<string, string>): string {
	const directory = mkdtempSync(join(tmpdir(), 'caustic-drafts-'));
	onTestFinished(() => rmSync(directory, { recursive: true }));
	for (const [name, content] of Object.entries(files))
		writeFileSync(join(directory, name), content);
	return directory;
}

function contents(directory: string): Record<string, string> {
	const names = readdirSync(directory).sort();
	return Object.fromEntries(
		names.map((name) => [name, readFileSync(join(directory, name), 'utf8')])
	);
}

const BEFORE = {
	'config.yaml': 'mine',
	'sources.parquet': 'a',
	'sources.parquet.bak': 'older',
	'measurements.arrow': 'a',
	'forced_x.parquet.bak': 'older',
	'config.yaml.bak': 'older',
	'sources.parquet.b.draft': 'b',
	'forced_y.parquet.b.draft': 'b'
};
const ADDED = {
	'config.yaml': 'mine',
	'config.yaml.bak': 'old config',
	'forced_y.parquet': 'b',
	'measurements.arrow.bak': 'a',
	'sources.parquet': 'b',
	'sources.parquet.bak': 'a'
};
const REPLACED = { 'config.yaml': 'mine', 'forced_y.parquet': 'b', 'sources.parquet': 'b' };

describe.each([
	['add', ADDED],
	['full', REPLACED],
	['new', REPLACED]
] as const)('publishing an attempt of mode %s', (mode, expected) => {
	test('leaves its files, with backups only of what images were added to', async () => {
		const directory = directoryOf(BEFORE);
		const publication = await plannedPublication(storage, directory, 'b');
		await publishDrafts(storage, directory, { id: 'b', mode, publication }, shown);
		expect(contents(directory)).toEqual(expected);
	});

	test('killed before any change and done again, it leaves the same', async () => {
		for (let changes = 0; ; changes++) {
			const directory = directoryOf(BEFORE);
			const publication = await plannedPublication(storage, directory, 'b');
			const attempt = { id: 'b', mode, publication };
			const died = await publishDrafts(
				dyingAfter(changes, storage),
				directory,
				attempt,
				shown
			).then(
				() => false,
				() => true
			);
			await publishDrafts(storage, directory, attempt, shown);
			expect(contents(directory), `after ${changes} changes`).toEqual(expected);
			if (!died) break;
		}
	});
});

test('drafts go with the parts that a killed process leaves; those of one attempt when it is named', async () => {
	const drafts = {
		'a.parquet.x.draft': '',
		'b.parquet.x.draft.1f.part': '',
		'a.parquet.y.draft': '',
		'a.parquet': ''
	};
	const directory = directoryOf(drafts);
	await removeDrafts(storage, directory, 'x');
	expect(Object.keys(contents(directory))).toEqual(['a.parquet', 'a.parquet.y.draft']);
	await removeDrafts(storage, directory);
	expect(Object.keys(contents(directory))).toEqual(['a.parquet']);
});

test('the config of a success stands alone, whatever a killed process left half written', async () => {
	const directory = directoryOf({
		'config_temp.yaml': 'new',
		'config_prev.yaml': 'old',
		'config_prev.yaml.f70de93d.part': 'ne'
	});
	await publishConfig(storage, directory, 'new');
	expect(contents(directory)).toEqual({ 'config_prev.yaml': 'new' });
});
