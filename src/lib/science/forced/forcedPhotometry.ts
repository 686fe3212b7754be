import { roundHalfEven } from '../coverage/roundHalfEven.ts';
import { beamKernel, type PlacedKernel } from './beamKernel.ts';
import { boxAround } from './box.ts';
import { sourceClusters } from './clusters.ts';
import { fitCluster } from './fitCluster.ts';
import { fitIsolated } from './fitIsolated.ts';
import { matchedMaps, type Beam, type ForcedMaps, type MatchedMaps } from './forcedMaps.ts';
import { isUsable, readStamp } from './stamp.ts';

export interface ForcedOptions {
	/** Width of a stamp and of the edge, in beams. */
	nBeam: number;
	edgeBufferScale: number;
	/** Sources nearer than this many beams are measured together; 0: each alone. */
	clusterThreshold: number;
	/** Measure on the pixels that are left where some are blank. */
	allowNan: boolean;
	/** Shape of each source, degrees, where it is not that of the beam. */
	shapes?: readonly Beam[];
}

/** One value per position, in the unit of the image. NaN: not measured. */
export interface ForcedFluxes {
	/** 0 for a position too near to the edge or outside: then all else is 0, as in the reference. */
	inRange: Uint8Array;
	flux: Float64Array;
	fluxErr: Float64Array;
	chiSquared: Float64Array;
	/** Good pixels less the number of fluxes fitted to them. */
	degreesOfFreedom: Float64Array;
	/** Number of the cluster the source was measured in, from 1; 0 for none. */
	cluster: Int32Array;
}

interface Target extends PlacedKernel {
	/** Index of the position. */
	index: number;
	/** Half the width of its stamp, pixels. */
	half: number;
}

/** Targets that share a stamp. */
interface Task {
	targets: Target[];
	cluster: number;
	lowestRow: number;
}

/** What a stamp gives, one flux and error per target. */
interface Measured {
	fluxes: ArrayLike<number>;
	fluxErrs: ArrayLike<number>;
	chiSquared: number;
	degreesOfFreedom: number;
}

/**
 * Measures the flux of the beam (or of given shapes) at ICRS positions in degrees: forced photometry as forced_phot and the
 * reference do it (spec/pipeline.md §5.4, steps 1 to 7; spec/tools.md §1.2). Sources near each other are fitted together;
 * where a source is in two clusters, the one begun later counts. Reads one window of each map per stamp, from row to row.
 * @throws BadFits for maps that do not belong together or lack a beam
 */
export function forcedPhotometry(
	positions: { ra: ArrayLike<number>; dec: ArrayLike<number> },
	forcedMaps: ForcedMaps,
	options: ForcedOptions
): ForcedFluxes {
	const maps = matchedMaps(forcedMaps);
	const n = positions.ra.length;
	const fluxes: ForcedFluxes = {
		inRange: new Uint8Array(n),
		flux: new Float64Array(n),
		fluxErr: new Float64Array(n),
		chiSquared: new Float64Array(n),
		degreesOfFreedom: new Float64Array(n),
		cluster: new Int32Array(n)
	};
	const targets = targetsInRange(positions, maps, options);
	for (const { index } of targets) fluxes.inRange[index] = 1;
	const tasks = measuringTasks(targets, maps, options);
	const measured = new Map<Task, Measured | null>();
	for (const task of [...tasks].sort((a, b) => a.lowestRow - b.lowestRow)) {
		measured.set(task, measure(task.targets, maps, options));
	}
	// In the order of the tasks again: a later cluster over an earlier one.
	for (const task of tasks) record(fluxes, task, measured.get(task) ?? null);
	return fluxes;
}

/** Positions that are far enough from the edge (§5.4-2), in pixels. */
function targetsInRange(
	{ ra, dec }: { ra: ArrayLike<number>; dec: ArrayLike<number> },
	{ wcs, beam, image: { nx, ny } }: MatchedMaps,
	{ nBeam, edgeBufferScale, shapes }: ForcedOptions
): Target[] {
	const pixel = wcs.pixelScales[1];
	const halfBeams = nBeam / 2;
	const edge = roundHalfEven(roundHalfEven((halfBeams * beam.bmaj) / pixel) * edgeBufferScale);
	// Up to NAXIS − edge, as the reference; without an edge still on the pixels.
	const far = Math.max(edge, 1);
	const kernelOf = ({ bmaj, bmin, bpa }: Beam) => beamKernel(bmaj / pixel, bmin / pixel, bpa);
	const beamShape = kernelOf(beam);
	const targets: Target[] = [];
	for (let index = 0; index < ra.length; index++) {
		const { x, y } = wcs.icrsToPixel(ra[index], dec[index]);
		if (!(x >= edge && x <= nx - far && y >= edge && y <= ny - far)) continue;
		const shape = shapes?.[index];
		const kernel = shape ? kernelOf(shape) : beamShape;
		const half = (halfBeams * (shape ?? beam).bmaj) / pixel;
		targets.push({ index, x, y, kernel, half });
	}
	return targets;
}

/** Sources without company one by one, then the clusters in the order in which they were begun. */
function measuringTasks(
	targets: Target[],
	{ wcs, beam }: MatchedMaps,
	{ clusterThreshold }: ForcedOptions
): Task[] {
	const clusters = sourceClusters(
		{ x: targets.map(({ x }) => x), y: targets.map(({ y }) => y) },
		(clusterThreshold * beam.bmaj) / wcs.pixelScales[1]
	);
	const clustered = new Set(clusters.flat());
	const alone = targets.filter((_, k) => !clustered.has(k));
	return [
		...alone.map((target) => taskOf([target], 0)),
		...clusters.map((members, k) =>
			taskOf(
				members.map((member) => targets[member]),
				k + 1
			)
		)
	];
}

function taskOf(targets: Target[], cluster: number): Task {
	return { targets, cluster, lowestRow: Math.min(...targets.map(({ y, half }) => y - half)) };
}

/** null: blank pixels forbid it. */
function measure(
	targets: Target[],
	maps: MatchedMaps,
	{ allowNan }: ForcedOptions
): Measured | null {
	const stamp = readStamp(maps, boxAround(targets, maps.image));
	if (!isUsable(stamp, allowNan)) return null;
	const degreesOfFreedom = stamp.nGood - targets.length;
	if (targets.length > 1) return { ...fitCluster(stamp, targets), degreesOfFreedom };
	const { flux, fluxErr, chiSquared } = fitIsolated(stamp, targets[0]);
	return { fluxes: [flux], fluxErrs: [fluxErr], chiSquared, degreesOfFreedom };
}

function record(fluxes: ForcedFluxes, task: Task, measured: Measured | null): void {
	for (const [k, { index }] of task.targets.entries()) {
		fluxes.flux[index] = measured ? measured.fluxes[k] : NaN;
		fluxes.fluxErr[index] = measured ? measured.fluxErrs[k] : NaN;
		fluxes.chiSquared[index] = measured ? measured.chiSquared : NaN;
		fluxes.degreesOfFreedom[index] = measured ? measured.degreesOfFreedom : 0;
		fluxes.cluster[index] = task.cluster;
	}
}
