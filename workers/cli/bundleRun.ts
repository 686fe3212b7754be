import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { BundleManifest } from '#server/files/bundleManifest.ts';
import { bundleRun } from '#server/commands/runs/bundleRun.ts';
import { withFile } from '#server/files/fileFailure.ts';
import { localStorage } from '#server/files/storage.ts';
import { softwareVersion } from '../softwareVersion.ts';
import { callerDirectory, type Command } from './command.ts';
import { interruptible } from './interruptible.ts';
import { runNamed } from './runNamed.ts';

const storage = localStorage();

export const bundleCommand: Command = {
	name: 'bundle',
	positionals: ['NAME'],
	summary: 'Pack a completed run into one file: its inputs’ checksums, configuration and results.',
	help: `NAME is a run, or the path of its directory. The bundle is a tar archive packed with gzip. It holds
manifest.json (software version, SHA-256 of every input, counts, SHA-256 of every file in it), config.yaml
with every setting and file name, the run's Parquet files and the measurements of its images. The input
files themselves are not in it. "reproduce" runs it again and says what differs.
Example: npm run cli -- bundle vast-epochs-1-12 -o paper/table-3.caustic.tar.gz
         tar -xzOf paper/table-3.caustic.tar.gz manifest.json | jq .inputs`,
	options: { output: { type: 'string', short: 'o' } },
	optionHelp: {
		'-o, --output FILE': 'Write to this file (NAME.caustic.tar.gz where you are), replacing it.'
	},
	needsEngines: true,
	async run({ values, positionals: [argument] }, output) {
		const { id, name } = await runNamed(argument);
		const given = typeof values.output === 'string' ? values.output : `${name}.caustic.tar.gz`;
		const path = resolve(callerDirectory(), given);
		output.say(`Bundling run ${name}…`);
		const written = await interruptible((signal) =>
			bundleRun(id, softwareVersion(), (bundle) => writtenTo(path, bundle, signal))
		);
		const { bytes, inputs, files } = written;
		output.result(
			{ run: name, ...written },
			`Bundled run ${name}: ${files} files, checksums of ${inputs} inputs, ${bytes} bytes. ${path}`
		);
		return true;
	}
};

interface WrittenBundle {
	path: string;
	bytes: number;
	sha256: string;
	files: number;
	inputs: number;
}

async function writtenTo(
	path: string,
	{ manifest, pieces }: { manifest: BundleManifest; pieces: AsyncIterable<Uint8Array> },
	signal: AbortSignal
): Promise<WrittenBundle> {
	const hash = createHash('sha256');
	let bytes = 0;
	async function* counted() {
		for await (const piece of pieces) {
			signal.throwIfAborted();
			hash.update(piece);
			bytes += piece.length;
			yield piece;
		}
	}
	await withFile(path, () => storage.writeAtomically(path, counted()));
	const { files, inputs } = manifest;
	const sha256 = hash.digest('hex');
	return { path, bytes, sha256, files: files.length, inputs: inputs.length };
}
