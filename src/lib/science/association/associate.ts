import type { RunImage, RunOptions } from '../run/types.ts';
import { matchBasic } from './basic.ts';
import { epochRows } from './epochRows.ts';
import type { AssociationMethod, EpochRows, Matches } from './method.ts';
import { addToPosition, updatePosition } from './runningPositions.ts';
import { appendRow, emptyState, type AssociationState } from './state.ts';

const METHODS: Partial<Record<RunOptions['method'], AssociationMethod>> = { basic: matchBasic };

/** The method of a name. A name without one is refused before anything is read. */
export function associationMethod(name: RunOptions['method']): AssociationMethod {
	const method = METHODS[name];
	if (!method) throw new Error(`association method '${name}' is not available in this version`);
	return method;
}

/** Associates epoch after epoch; `epochs` as run/epochs.ts orders them. One pass, no parallel order to depend on. */
export function associate(
	images: RunImage[],
	epochs: number[][],
	options: Pick<RunOptions, 'method' | 'radiusArcsec' | 'epochDuplicateRadiusArcsec'>,
	onEpoch?: (done: number) => void
): AssociationState {
	const method = associationMethod(options.method);
	const state = emptyState();
	const limits = { radiusDeg: options.radiusArcsec / 3600 };
	for (const [index, members] of epochs.entries()) {
		const epoch = epochRows(images, members, options.epochDuplicateRadiusArcsec / 3600);
		appendEpoch(state, epoch, method(state, epoch, limits));
		onEpoch?.(index + 1);
	}
	return state;
}

/** Appends an epoch's rows to S, its new sources and forks to C, and moves the sources that it saw. */
export function appendEpoch(state: AssociationState, epoch: EpochRows, matches: Matches): void {
	const listed = new Uint8Array(state.c.n);
	for (const source of state.catalogue.trimmed()) listed[source] = 1;
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
		if (listed[source]) continue;
		listed[source] = 1;
		state.catalogue.push(source);
	}
	for (let m = 0; m < matches.n; m++) updatePosition(state, matches.source[m]);
}
