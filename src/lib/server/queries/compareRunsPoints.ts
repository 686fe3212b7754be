import {
	COMPARED,
	compareRunsSchema,
	type Compared,
	type ComparedPoints
} from '#schema/compareRuns.ts';
import { Failure } from '#schema/failure.ts';
import { readAddress } from '#schema/readAddress.ts';
import type { User } from '#schema/user.ts';
import { binPoints, emptyBins } from '#science/table/densityBins.ts';
import { gridPoints } from '#science/table/densityGrid.ts';
import { shownRun } from './compareRuns.ts';
import { measured, offsets, pairedRuns, type PairedRuns } from './compareRunsPairs.ts';
import { refuseProblems } from './refuseProblems.ts';
import { signedIn } from './signedIn.ts';

/** More points than this are shown by how crowded they are. */
const MOST_POINTS = 20_000;
const BINS = 160;
/** Of the extent, beside the outermost points. */
const MARGIN = 0.03;

/** The plot of two runs’ sources in one measure. */
export async function compareRunsPoints(
	user: User | null,
	address: URLSearchParams
): Promise<ComparedPoints> {
	signedIn(user);
	const { asked, problems } = readAddress(compareRunsSchema, address);
	refuseProblems(problems);
	if (asked.a === null || asked.b === null)
		throw new Failure('Invalid', 'Name two runs: a and b.', asked.a === null ? 'a' : 'b');
	const [a, b] = await Promise.all([shownRun(asked.a, 'a'), shownRun(asked.b, 'b')]);
	const paired = await pairedRuns(a.generation, b.generation, asked.radius);
	return pointsOf(paired, asked.measure);
}

async function pointsOf(paired: PairedRuns, measure: Compared): Promise<ComparedPoints> {
	const { x, y } = await coordinates(paired, measure);
	const drawn: number[] = [];
	for (let i = 0; i < x.length; i++)
		if (Number.isFinite(x[i]) && Number.isFinite(y[i])) drawn.push(i);
	const common = { measure, n: drawn.length, left: x.length - drawn.length };
	const across = Float32Array.from(drawn, (i) => x[i]);
	const up = Float32Array.from(drawn, (i) => y[i]);
	if (drawn.length > MOST_POINTS) return { ...common, ...density(across, up) };
	const { sourceId } = paired.a;
	return {
		...{ ...common, kind: 'points' as const, x: [...across], y: [...up] },
		sourceId: drawn.map((i) => sourceId[paired.rowA[i]])
	};
}

/** Logarithms of nothing and of what is below are not finite, and so is what was not measured. */
async function coordinates(
	paired: PairedRuns,
	measure: Compared
): Promise<{ x: Float64Array; y: Float64Array }> {
	if (measure === 'position') {
		const { ra, dec } = offsets(paired);
		return { x: ra, y: dec };
	}
	const [a, b] = await Promise.all([measured(paired.a, measure), measured(paired.b, measure)]);
	const shown = COMPARED[measure].log ? Math.log10 : Number;
	return {
		x: Float64Array.from(paired.rowA, (row) => shown(a[row])),
		y: Float64Array.from(paired.rowB, (row) => shown(b[row]))
	};
}

function density(x: Float32Array, y: Float32Array) {
	const grid = gridPoints(x, y);
	const { xMin, xMax, yMin, yMax } = grid.extent;
	const [dx, dy] = [(xMax - xMin || 1) * MARGIN, (yMax - yMin || 1) * MARGIN];
	const extent = { xMin: xMin - dx, xMax: xMax + dx, yMin: yMin - dy, yMax: yMax + dy };
	const bins = emptyBins(BINS, BINS);
	binPoints(grid, extent, bins, null);
	return {
		...{ kind: 'density' as const, columns: BINS, lines: BINS, extent },
		counts: Array.from(bins.counts)
	};
}
