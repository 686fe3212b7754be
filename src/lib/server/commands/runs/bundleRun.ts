import { basename } from 'node:path';
import { Failure } from '#schema/failure.ts';
import { INPUT_KINDS, type InputKind } from '#schema/image.ts';
import type { PipelineConfig, ResolvedInputs } from '#schema/pipelineConfig.ts';
import { RUN_STATUS_LABELS, type Run } from '#schema/run.ts';
import { bundleOf } from '../../files/bundle.ts';
import { checksumOf, filePieces } from '../../files/bundleChecksum.ts';
import type { BundleManifest } from '../../files/bundleManifest.ts';
import { configYaml } from '../../files/configYaml.ts';
import { withFile } from '../../files/fileFailure.ts';
import { localStorage } from '../../files/storage.ts';
import { store } from '../../store/client.ts';
import { findImages, type IngestedImage } from '../../store/images.ts';
import type { RunBasis, RunDoc } from '../../store/runs.ts';
import { withRunLock } from './runLock.ts';
import { runDocToChange } from './runToChange.ts';

type BundledInput = BundleManifest['inputs'][number];
const storage = localStorage();

/**
 * Hands a completed run to `write`: what it was made from, with what, and what came out. The run cannot be started,
 * restored or deleted meanwhile. For the command line, which asks nobody's permission.
 */
export async function bundleRun<R>(
	runId: number,
	softwareVersion: string,
	write: (bundle: { manifest: BundleManifest; pieces: AsyncIterable<Uint8Array> }) => Promise<R>
): Promise<R> {
	return withRunLock(runId, async () => {
		const run = await runDocToChange(runId);
		const basis = basisOf(run);
		const sources = await inputsOf(run, basis);
		const bundle = await bundleOf(storage, {
			run: run.name,
			softwareVersion: run.softwareVersion ?? softwareVersion,
			madeAt: new Date().toISOString(),
			directory: run.path,
			configText: configYaml(resolved(basis, sources)),
			inputs: [...new Map(sources.map(({ file }) => [file.path, file])).values()],
			counts: countsOf(run)
		});
		return write(bundle);
	});
}

function basisOf({ name, status, basis }: RunDoc): RunBasis {
	if (status !== 'END')
		throw new Failure(
			'Conflict',
			`Run ${name} has the state ${RUN_STATUS_LABELS[status]}: only completed runs can be bundled.`
		);
	if (basis) return basis;
	throw new Failure(
		'Conflict',
		`It is not recorded what run ${name} was made from, as an earlier version made it. Process it again with --full-rerun.`
	);
}

/** One input of one image. */
interface InputOfImage {
	imageName: string;
	kind: InputKind;
	file: BundledInput;
}

/** What the images were ingested from, which may lie elsewhere than the config says: that is what was computed with. */
async function inputsOf({ imageIds }: RunDoc, { inputs }: RunBasis): Promise<InputOfImage[]> {
	const images = new Map((await findImages(store(), imageIds)).map((image) => [image.name, image]));
	const found: InputOfImage[] = [];
	for (const epoch of inputs.epochs)
		for (const [place, path] of epoch.image.entries())
			for (const kind of INPUT_KINDS) {
				const listed = epoch[kind].at(place);
				// Without source monitoring there may be no background.
				if (listed === undefined) continue;
				const imageName = basename(path);
				const file = await inputFile(images.get(imageName), kind, listed);
				found.push({ imageName, kind, file });
			}
	return found;
}

/** As noted when the image was ingested; a file that an earlier version did not note is read now. */
async function inputFile(
	image: IngestedImage | undefined,
	kind: InputKind,
	listed: string
): Promise<BundledInput> {
	const noted = image?.inputs[kind];
	if (noted) return { path: noted.path, bytes: noted.bytes, sha256: noted.sha256 };
	const found = await withFile(listed, () => checksumOf(filePieces(storage, listed)));
	return { path: listed, ...found };
}

/** The configuration with every default and every file by its name; whoever runs it chooses the directory. */
function resolved({ config, inputs }: RunBasis, sources: InputOfImage[]): PipelineConfig {
	const paths = new Map(
		sources.map(({ imageName, kind, file }) => [`${kind} ${imageName}`, file.path])
	);
	const listOf = (kind: InputKind) => {
		const epochs = inputs.epochs.map(({ key, image }) => {
			const files = image.flatMap((path) => paths.get(`${kind} ${basename(path)}`) ?? []);
			return [key, files] as const;
		});
		return asListed(inputs, epochs);
	};
	const hasBackground = sources.some(({ kind }) => kind === 'background');
	return {
		...config,
		run: { ...config.run, path: '' },
		inputs: {
			image: listOf('image'),
			selavy: listOf('selavy'),
			noise: listOf('noise'),
			...(hasBackground ? { background: listOf('background') } : {})
		}
	};
}

function asListed(
	{ epochMode }: ResolvedInputs,
	epochs: (readonly [key: string, files: string[]])[]
): string[] | Record<string, string[]> {
	return epochMode ? Object.fromEntries(epochs) : epochs.flatMap(([, files]) => files);
}

function countsOf(run: Omit<Run, 'id'>): Record<string, number> {
	return {
		images: run.nImages,
		measurements: run.nSelavyMeasurements,
		forcedMeasurements: run.nForcedMeasurements,
		sources: run.nSources,
		newSources: run.nNewSources
	};
}
