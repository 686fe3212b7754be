import { basename } from 'node:path';
import { Failure } from '#schema/failure.ts';
import type { PipelineConfig, ResolvedInputs } from '#schema/pipelineConfig.ts';
import type { RunMode } from '#schema/run.ts';
import type { RunBasis, RunDoc } from '../../store/runs.ts';

type Wanted = Pick<RunBasis, 'config' | 'inputs'>;
type Done = Pick<
	RunDoc,
	'name' | 'status' | 'revision' | 'latestRevision' | 'epochBased' | 'attempt' | 'basis'
>;

/**
 * What starting a run comes to (spec/pipeline.md §8, "run" 4): images are added only when nothing but the image list
 * has changed since the last success. Taking images away is refused, which the reference does not notice.
 */
export function startMode(
	run: Done,
	wanted: Wanted,
	{ fullRerun }: { fullRerun: boolean }
): { mode: RunMode } | { nothingToDo: string } {
	const { basis } = run;
	if (run.revision === 0) return { mode: run.status === 'INI' ? 'new' : 'full' };
	if (!basis || fullRerun || hasBrokenOffFull(run)) return { mode: 'full' };
	if (wanted.inputs.epochMode !== run.epochBased)
		return nothing(run, `Its images were${run.epochBased ? '' : ' not'} listed by epoch before`);
	const settings = changedSettings(basis.config, wanted.config);
	if (settings.length > 0)
		return nothing(run, `Settings other than inputs have changed (${settings.join(', ')})`);
	const before = epochsByImage(basis.inputs);
	const now = epochsByImage(wanted.inputs);
	refuseMissing(run, before, now);
	if (now.size === before.size) return nothing(run, 'Its config has no new images');
	if (run.epochBased) refuseMoved(run, before, now);
	return { mode: 'add' };
}

/** What was to be done all over and did not succeed is still to be done all over. */
function hasBrokenOffFull({ status, attempt, latestRevision }: Done): boolean {
	const brokenOff = status === 'ERR' || status === 'CAN';
	return brokenOff && attempt?.mode === 'full' && attempt.revision > latestRevision;
}

function nothing({ name }: Done, reason: string): { nothingToDo: string } {
	return {
		nothingToDo: `Nothing to do for run ${name}. ${reason}: a full re-run (--full-rerun) processes everything all over.`
	};
}

/** Keys like `source_association.radius` whose values differ, defaults filled in. */
function changedSettings(before: PipelineConfig, now: PipelineConfig): string[] {
	const old = settingsOf(before);
	const entries = [...settingsOf(now)].filter(([key, value]) => old.get(key) !== value);
	return entries.map(([key]) => key);
}

function settingsOf(config: PipelineConfig): Map<string, unknown> {
	const sections = Object.entries(config).filter(([section]) => section !== 'inputs');
	return new Map(
		sections.flatMap(([section, settings]) =>
			Object.entries(settings).map(([key, value]) => [`${section}.${key}`, value] as const)
		)
	);
}

/** An image is known by its file's name, wherever the file lies. */
function epochsByImage({ epochs }: ResolvedInputs): Map<string, string> {
	return new Map(
		epochs.flatMap(({ key, image }) => image.map((path) => [basename(path), key] as const))
	);
}

function refuseMissing({ name }: Done, before: Map<string, string>, now: Map<string, string>) {
	const removed = [...before.keys()].filter((image) => !now.has(image));
	if (removed.length === 0) return;
	throw new Failure(
		'Conflict',
		`Images can only be added to run ${name}, and its config no longer has ${listed(removed)}. ` +
			'Put them back, or ask for a full re-run (--full-rerun).',
		'inputs.image'
	);
}

function refuseMoved({ name }: Done, before: Map<string, string>, now: Map<string, string>) {
	const moved = [...before].filter(([image, epoch]) => now.get(image) !== epoch);
	if (moved.length === 0) return;
	throw new Failure(
		'Conflict',
		`Images can only be added to run ${name}, and its config has other epochs now for ` +
			`${listed(moved.map(([image]) => image))}. Put them back, or ask for a full re-run (--full-rerun).`,
		'inputs.image'
	);
}

const MOST_NAMED = 5;

function listed(images: string[]): string {
	const rest = images.length - MOST_NAMED;
	const named = images.slice(0, MOST_NAMED).join(', ');
	return rest > 0 ? `${named} and ${rest} more` : named;
}
