import { join } from 'node:path';
import { Failure } from '#schema/failure.ts';
import type { InboxEpoch } from '#schema/inbox.ts';
import type { ResolvedInputs } from '#schema/pipelineConfig.ts';
import type { InputRow } from '#schema/runConfig.ts';
import { nextEpochName } from '#science/run/nextEpochName.ts';
import { config } from '../../config.ts';
import { configText } from '../../files/configText.ts';
import { withInputs } from '../../files/editConfig.ts';
import { withFile } from '../../files/fileFailure.ts';
import { resolveInputs } from '../../files/resolveInputs.ts';
import { parseRunConfig } from '../../files/runConfig.ts';
import { localStorage } from '../../files/storage.ts';
import { store } from '../../store/client.ts';
import { epochsIn } from '../../store/inboxEpochs.ts';
import type { RunDoc } from '../../store/runs.ts';
import { withRunLock } from '../runs/runLock.ts';
import { startRun } from '../runs/startRun.ts';
import { runDocToChange } from '../runs/runToChange.ts';

/**
 * Adds epochs to a run's config.yaml, in date order, and starts it. Gives why nothing was started, if so; what is refused is
 * thrown.
 */
export async function startBatch(runId: number, epochs: InboxEpoch[]): Promise<string | null> {
	await withRunLock(runId, async () => {
		const run = await runDocToChange(runId);
		// While a run is under way its files are left alone; starting it is refused below.
		if (run.status === 'QUE' || run.status === 'RUN') return;
		const path = join(run.path, 'config.yaml');
		const before = await configText(run);
		const present = await presentInputs(run, before);
		const rows = await withoutGivenUp(run, addedRows(present, epochs));
		const wanted = withInputs(before, rows);
		if (wanted === before) return;
		await withFile(path, () => localStorage().writeAtomically(path, wanted));
	});
	const started = await startRun({ user: null }, { runId });
	return started.nothingToDo;
}

/** Files listed by hand stay; where a pattern stood, what it meant at the last success: it would match half-written files too. */
async function presentInputs(run: RunDoc, text: string): Promise<ResolvedInputs> {
	const { inputs } = parseRunConfig(text, 'config.yaml');
	const basis = run.basis?.inputs;
	if (basis && JSON.stringify(inputs).includes('"glob":')) return basis;
	if (!basis)
		throw new Failure('Conflict', `Run ${run.name} has never been processed: process it first.`);
	return resolveInputs(inputs, config().RAW_IMAGE_DIR, localStorage());
}

/** An epoch that an earlier start failed over was listed, and is not to be any more. */
async function withoutGivenUp(run: RunDoc, rows: InputRow[]): Promise<InputRow[]> {
	const givenUp = await epochsIn(store(), run._id, ['quarantined']);
	const paths = new Set(givenUp.map(({ files }) => files.image?.path));
	const processed = new Set(run.basis?.inputs.epochs.flatMap(({ image }) => image));
	return rows.filter(({ image }) => processed.has(image) || !paths.has(image));
}

function addedRows({ epochs, epochMode }: ResolvedInputs, added: InboxEpoch[]): InputRow[] {
	const present = epochs.flatMap(({ key, image, selavy, noise, background }) =>
		image.map((path, k) => ({
			image: path,
			selavy: selavy[k],
			noise: noise[k],
			background: background[k] ?? '',
			epoch: epochMode ? key : ''
		}))
	);
	const names = epochMode
		? epochNames(
				epochs.map(({ key }) => key),
				added
			)
		: added.map(() => '');
	const hasBackground = present.some(({ background }) => background !== '');
	const rows = added.map(({ files }, k) => ({
		image: files.image?.path ?? '',
		selavy: files.selavy?.path ?? '',
		noise: files.noise?.path ?? '',
		background: hasBackground ? (files.background?.path ?? '') : '',
		epoch: names[k]
	}));
	const listed = new Set(present.map(({ image }) => image));
	return [...present, ...rows.filter(({ image }) => !listed.has(image))];
}

/** Names that come after those there are: an epoch that is done is not opened again, so each image is one of its own. */
function epochNames(present: string[], added: InboxEpoch[]): string[] {
	const names = [...present];
	for (const { observedAt } of added)
		names.push(nextEpochName(names, observedAt?.toISOString().slice(0, 10) ?? 'inbox'));
	return names.slice(present.length);
}
