import type { PreviousRun, RunImage, RunOptions } from '../run/types.ts';
import { matchAdvanced, matchDeRuiter } from './advanced.ts';
import { matchBasic } from './basic.ts';
import { IntColumn } from './columns.ts';
import { epochRows } from './epochRows.ts';
import type { AssociationMethod, EpochRows, Matches, MatchOptions } from './method.ts';
import { catalogueOf, stateOf } from './previousRun.ts';
import { addToPosition, updatePosition } from './runningPositions.ts';
import { skyGroups } from './skyGroups.ts';
import { appendRow, emptyState, type AssociationState } from './state.ts';

const METHODS: Record<RunOptions['method'], AssociationMethod> = {
	basic: matchBasic,
	advanced: matchAdvanced,
	deruiter: matchDeRuiter
};

type AssociationOptions = Pick<
	RunOptions,
	| 'method'
	| 'radiusArcsec'
	| 'deruiterRadius'
	| 'deruiterBeamwidthLimit'
	| 'parallel'
	| 'epochDuplicateRadiusArcsec'
>;

interface AssociationContext {
	/** What an earlier run of the images that are `isDone` had found; `images` and rows index those of this run. */
	previous?: PreviousRun | undefined;
	/** Told after each epoch, those without new images included; throw from it to stop. */
	onEpoch?: ((done: number) => void) | undefined;
}

/**
 * Associates epoch after epoch; `epochs` as run/epochs.ts orders them. One pass, no parallel order to depend on: groups of
 * sky regions share S and C, so that ids need no offsets, but each has its own base catalogue (spec/pipeline.md §4.7).
 * With `previous`, its sources are where it starts from and only rows of images that are not `isDone` are
 * associated, after all others whatever their date (§4.9).
 */
export function associate(
	images: RunImage[],
	epochs: number[][],
	options: AssociationOptions,
	{ previous, onEpoch }: AssociationContext = {}
): AssociationState {
	const { count, groupOf } = options.parallel ? skyGroups(images) : oneGroup(images);
	const state = previous ? stateOf(images, previous) : emptyState();
	const catalogues = Array.from({ length: count }, () => new IntColumn());
	for (const source of catalogueOf(state, images)) {
		const image = state.s.image.values[state.c.firstRow.values[source]];
		catalogues[groupOf[image]].push(source);
	}
	for (const [index, members] of epochs.entries()) {
		const added = previous ? members.filter((image) => !images[image].isDone) : members;
		for (const [group, catalogue] of catalogues.entries()) {
			const together = added.filter((image) => groupOf[image] === group);
			if (together.length === 0) continue;
			const duplicateRadiusDeg = options.epochDuplicateRadiusArcsec / 3600;
			associateEpoch(state, epochRows(images, together, duplicateRadiusDeg), {
				method: METHODS[options.method],
				catalogue,
				radiusDeg: matchRadiusDeg(images, together, options),
				deruiterRadius: options.deruiterRadius
			});
		}
		onEpoch?.(index + 1);
	}
	return state;
}

interface EpochOptions extends Omit<MatchOptions, 'sources'> {
	method: AssociationMethod;
	/** Sources in the order of the reference's C; those of this epoch are added. */
	catalogue: IntColumn;
}

/** Matches the rows of one epoch, appends them to S and their new sources and forks to C, and updates C (§4.3 to §4.5). */
export function associateEpoch(
	state: AssociationState,
	epoch: EpochRows,
	{ method, catalogue, ...limits }: EpochOptions
): void {
	const matches = method(state, epoch, { sources: catalogue.trimmed(), ...limits });
	appendMatches(state, epoch, matches);
	for (const source of matches.added) catalogue.push(source);
	for (let row = 0; row < catalogue.n; row++) updatePosition(state, catalogue.values[row]);
}

function appendMatches(state: AssociationState, epoch: EpochRows, matches: Matches): void {
	for (let m = 0; m < matches.n; m++) {
		const k = matches.epochRow[m];
		const source = matches.source[m];
		appendRow(state, {
			source,
			image: epoch.image[k],
			row: epoch.row[k],
			d2d: matches.d2d[m],
			dr: matches.dr[m]
		});
		addToPosition(state, source, epoch, k);
	}
}

/** How far a match may lie: half the widest beam of the epoch times the limit for de Ruiter, else the radius (§4.3). */
function matchRadiusDeg(
	images: RunImage[],
	members: number[],
	{ method, radiusArcsec, deruiterBeamwidthLimit }: AssociationOptions
): number {
	if (method !== 'deruiter') return radiusArcsec / 3600;
	const widest = members.reduce((beam, index) => Math.max(beam, images[index].beamBmaj), 0);
	return (deruiterBeamwidthLimit * widest) / 2;
}

function oneGroup(images: RunImage[]): { count: number; groupOf: Int32Array } {
	return { count: 1, groupOf: new Int32Array(images.length) };
}
