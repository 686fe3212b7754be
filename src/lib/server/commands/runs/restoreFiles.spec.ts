import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { localStorage } from '../../files/storage.ts';
import { dyingAfter } from './dyingStorage.fixture.ts';
import { putBackFiles } from './restoreFiles.ts';

const storage = localStorage();
const ADDED = {
	'config.yaml': 'mine',
	'config.yaml.bak': 'old config',
	'config_prev.yaml': 'new config',
	'config_temp.yaml': 'failed config',
	'forced_new.parquet': 'new',
	'forced_old.parquet.bak': 'old',
	'measurements.arrow.bak': 'old',
	'sources.parquet': 'new',
	'sources.parquet.bak': 'old',
	'2026_log.txt': 'log'
};
const RESTORED = {
	'config.yaml': 'mine',
	'config_prev.yaml': 'old config',
	'forced_old.parquet': 'old',
	'measurements.arrow': 'old',
	'sources.parquet': 'old',
	'2026_log.txt': 'log'
};
const OLD = {
	files: ['forced_old.parquet', 'measurements.arrow', 'sources.parquet'].map((name) => ({
		name,
		bytes: 3
	})),
	configText: 'old config'
};

function contents(directory: string): Record<string, string> {
	const names = readdirSync(directory);
	return Object.fromEntries(
		names.map((name) => [name, readFileSync(join(directory, name), 'utf8')])
	);
}

test('backups replace what images were added to, killed before any change and done again', async () => {
	for (let changes = 0; ; changes++) {
		const directory = mkdtempSync(join(tmpdir(), 'caustic-restore-'));
		onTestFinished(() => rmSync(directory, { recursive: true }));
		for (const [name, content] of Object.entries(ADDED))
			writeFileSync(join(directory, name), content);
		const died = await putBackFiles(dyingAfter(changes, storage), directory, OLD).then(
			() => false,
			() => true
		);
		await putBackFiles(storage, directory, OLD);
		expect(contents(directory), `after ${changes} changes`).toEqual(RESTORED);
		if (!died) break;
	}
});
