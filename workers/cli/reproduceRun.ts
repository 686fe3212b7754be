import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { compareOutputs } from '#server/files/bundleComparison.ts';
import { filePieces } from '#server/files/bundleChecksum.ts';
import type { BundleManifest } from '#server/files/bundleManifest.ts';
import { readBundle } from '#server/files/bundleReader.ts';
import { configYaml } from '#server/files/configYaml.ts';
import { withFile } from '#server/files/fileFailure.ts';
import { parseRunConfig } from '#server/files/runConfig.ts';
import { localStorage } from '#server/files/storage.ts';
import { softwareVersion } from '../softwareVersion.ts';
import { findInputs, relocated } from './bundleInputs.ts';
import { callerDirectory, type Command } from './command.ts';
import { interruptible } from './interruptible.ts';
import { isolatedRun } from './isolatedRun.ts';
import type { Output } from './output.ts';

const storage = localStorage();

export const reproduceCommand: Command = {
	name: 'reproduce',
	positionals: ['BUNDLE'],
	summary: 'Run a bundle again, apart from everything else, and say what differs from its results.',
	help: `BUNDLE is a file that "bundle" wrote, here or elsewhere. Checks that it is intact and that every input
is there with the SHA-256 it had, processes the same configuration in a database and directory of its
own, and compares all tables to the last bit: rows are matched by what they measure, ids and paths do
not count. Leaves nothing behind; runs and images of this installation are neither used nor changed.
Runs to which images were added may differ in their forced measurements, as a run in one go makes them
at other positions; so may runs with images that were first ingested with other settings.
Exit code 0 when nothing differs, else 1. Temporary files go to TMPDIR.
Example: npm run cli -- reproduce paper/table-3.caustic.tar.gz --inputs /data/survey`,
	options: { inputs: { type: 'string' } },
	optionHelp: {
		'--inputs DIR': 'Look for inputs that are not at their path by name, anywhere below DIR.'
	},
	needsEngines: true,
	async run({ values, positionals: [argument] }, output) {
		const path = resolve(callerDirectory(), argument);
		const inputs =
			typeof values.inputs === 'string' ? resolve(callerDirectory(), values.inputs) : null;
		const work = await mkdtemp(join(tmpdir(), 'caustic-reproduce-'));
		try {
			const reproduced = await interruptible((signal) =>
				reproduce(path, { inputs, work, output, signal })
			);
			output.result(reproduced, textOf(reproduced));
			return reproduced.differences.length === 0;
		} finally {
			await rm(work, { recursive: true, force: true });
		}
	}
};

interface Reproduction {
	run: string;
	/** Of the program that made the bundle, and of this one. */
	versions: [bundled: string, own: string];
	differences: string[];
}

interface Reproducing {
	inputs: string | null;
	work: string;
	output: Output;
	signal: AbortSignal;
}

async function reproduce(
	path: string,
	{ inputs, work, output, signal }: Reproducing
): Promise<Reproduction> {
	const bundled = join(work, 'bundle');
	const manifest = await unpacked(path, bundled, signal);
	const versions: Reproduction['versions'] = [manifest.softwareVersion, softwareVersion()];
	if (versions[0] !== versions[1])
		output.say(`The bundle was made by version ${versions[0]}; this is ${versions[1]}.`);
	output.say(`Checking ${manifest.inputs.length} input files…`);
	const found = await findInputs(manifest.inputs, inputs, signal);
	const config = await configOf(bundled);
	output.say(`Processing run ${manifest.run} again…`);
	const again = await isolatedRun(configYaml(relocated(config, found)), join(work, 'runs'), signal);
	output.say('Comparing…');
	const differences = await compareOutputs(storage, [bundled, again]);
	return { run: manifest.run, versions, differences };
}

async function unpacked(
	path: string,
	directory: string,
	signal: AbortSignal
): Promise<BundleManifest> {
	const bundle = { path, pieces: filePieces(storage, path) };
	return withFile(path, () =>
		readBundle(bundle, async (name, content) => {
			signal.throwIfAborted();
			await storage.writeAtomically(join(directory, name), content);
		})
	);
}

async function configOf(directory: string) {
	const path = join(directory, 'config.yaml');
	const text = await withFile(path, () => storage.read(path));
	return parseRunConfig(new TextDecoder().decode(text), 'config.yaml of the bundle');
}

function textOf({ run, differences }: Reproduction): string {
	if (differences.length === 0)
		return `Nothing differs: run ${run} comes out again, to the last bit.`;
	return [
		`Run ${run} comes out otherwise. The first run is the bundled one, the second that of now:`,
		...differences
	].join('\n');
}
