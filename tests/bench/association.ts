import type { RunImage } from '#science/run/types.ts';
import { processRun } from '#science/run/processRun.ts';
import { measurementsAt, positions } from './columns.ts';
import { timed, type Row } from './report.ts';

const DAY_MS = 86_400_000;

/** The numeric part alone, in memory: association, coverage, metrics and pairs of 10 epochs × 5 000 sources. */
export async function benchAssociation(): Promise<Row[]> {
	const sky = positions(5000, 1);
	const images = Array.from({ length: 10 }, (_, epoch): RunImage => {
		const measurements = measurementsAt(sky, 1 + epoch * 5000, 100 + epoch);
		return {
			...{
				id: epoch + 1,
				name: `epoch${epoch}.fits`,
				datetimeMs: epoch * DAY_MS,
				ra: 30,
				dec: -40
			},
			...{ skyRegionId: 1, xtrRadius: 2.2, beamBmaj: 15 / 3600, rmsMin: 0.2, epoch: String(epoch) },
			measurements
		};
	});
	const { ms, answer } = await timed(() =>
		processRun({
			images,
			options: {
				...{ method: 'basic', radiusArcsec: 10, epochMode: false, epochDuplicateRadiusArcsec: 2.5 },
				...{ deruiterRadius: 5.68, deruiterBeamwidthLimit: 1.5, parallel: false, monitoring: null },
				...{ fluxFractionalError: 0, newSourceMinSigma: 1e9, edgeBufferScale: 1.2 },
				...{ pairMetrics: true, pairMinAbsVs: 4.3 }
			},
			// No source is bright enough for the threshold above, so no noise map is asked for.
			readNoise: noMaps,
			readMaps: noMaps
		})
	);
	const { associations, sources } = answer;
	const pairs = sources.nMeas.reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
	return [
		{
			what: 'association, coverage and metrics, 10 × 5 000',
			value: ms / 1000,
			unit: 's',
			note: `${sources.n} sources, ${associations.n} associations, ${pairs} pairs; in memory`
		}
	];
}

function noMaps(): never {
	throw new Error('this benchmark has no maps');
}
