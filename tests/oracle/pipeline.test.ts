import { beforeAll, describe, expect, test } from 'vitest';
import { processRun } from '#science/run/processRun.ts';
import type { RunResult } from '#science/run/types.ts';
import { sourceName } from '#science/sky/sourceName.ts';
import {
	measurementDifferences,
	outside,
	pairsOf,
	runDifferences,
	setDifferences
} from './kit/differences.ts';
import { expectedColumns, expectedRun, type ExpectedRun } from './kit/expectedRun.ts';
import { dateIn, hasOracle, noticeWithoutOracle, numberIn, oracleText } from './kit/oracle.ts';
import { ingestRun, type OracleRun } from './kit/runInput.ts';
import { END_TO_END, FED, IMAGE_TOLERANCE } from './kit/tolerances.ts';

const RUNS = [
	{ name: 'basic-association', sources: 7, associations: 20, relations: 0, pairs: 25, news: 3 },
	{
		name: 'basic-association-radius15',
		sources: 7,
		associations: 21,
		relations: 2,
		pairs: 26,
		news: 2
	},
	{
		name: 'basic-association-no-pairs',
		sources: 7,
		associations: 20,
		relations: 0,
		pairs: 0,
		news: 3
	},
	{ name: 'basic-no-condon', sources: 7, associations: 21, relations: 2, pairs: 26, news: 2 },
	{ name: 'advanced-association', sources: 7, associations: 23, relations: 2, pairs: 31, news: 2 }
];

noticeWithoutOracle();

describe.skipIf(!hasOracle).each(RUNS)('$name, from FITS and catalogue files', (run) => {
	let ours: OracleRun;
	let result: RunResult;
	let expected: ExpectedRun;

	beforeAll(async () => {
		ours = await ingestRun(run.name);
		result = processRun(ours.input);
		expected = await expectedRun(run.name);
	});

	test('images and noise statistics agree', () => {
		expect(imageDifferences(ours, expected)).toEqual([]);
		expect(expected.images.size).toBe(ours.ingested.length);
	});

	test('measurements agree in every column', () => {
		expect(measurementDifferences(ours.input.images, expected)).toEqual([]);
		expect(expected.measurements.size).toBeGreaterThanOrEqual(20);
	});

	test('sources, associations, relations and pairs agree in every column', () => {
		expect(runDifferences(ours.input.images, result, expected, END_TO_END)).toEqual([]);
	});

	test('the counts are those the reference publishes', () => {
		expect({
			name: run.name,
			sources: result.sources.n,
			associations: result.associations.n,
			relations: result.relations.from.length,
			pairs: result.hasPairs ? pairsOf(result).n : 0,
			news: result.sources.isNew.reduce((sum, flag) => sum + flag, 0)
		}).toEqual(run);
	});

	test('sources have the names of the reference', async () => {
		const csv = await oracleText(`expected/${run.name}/source_names.csv`);
		const names = csv
			.trim()
			.split(/\r?\n/)
			.slice(1)
			.map((line) => line.split(',')[1]);
		const { wavgRa, wavgDec } = result.sources;
		const oursNamed = Array.from(wavgRa, (ra, i) => sourceName(ra, wavgDec[i]));
		expect(setDifferences('name', oursNamed, names)).toEqual([]);
	});
});

describe.skipIf(!hasOracle).each(RUNS)(
	'$name, fed with the measurements of the reference',
	(run) => {
		test('everything agrees to 1e-8', async () => {
			const { input } = await ingestRun(run.name);
			const expected = await expectedRun(run.name);
			const images = await Promise.all(
				input.images.map(async (image) => ({
					...image,
					measurements: await expectedColumns(run.name, image.name)
				}))
			);
			expect(measurementDifferences(images, expected)).toEqual([]);
			const result = processRun({ ...input, images });
			expect(runDifferences(images, result, expected, FED)).toEqual([]);
		});
	}
);

describe.skipIf(!hasOracle)('epoch-basic-forced, before its forced extraction', () => {
	test('epoch mode associates the same catalogue measurements at the same distances', async () => {
		const { input } = await ingestRun('epoch-basic-forced');
		const expected = await expectedRun('epoch-basic-forced');
		const result = processRun(input);
		const differences = runDifferences(input.images, result, withoutForced(expected), END_TO_END);
		// The reference lists the pairs of forced rows as well; those have no measurement key here.
		expect(differences.filter((text) => !text.includes('pair'))).toEqual([]);
		expect(result.associations.n).toBe(12);
	});
});

function imageDifferences({ ingested }: OracleRun, { images }: ExpectedRun): (string | null)[] {
	return ingested
		.flatMap(({ fields, rms }) => {
			const row = images.get(fields.name);
			if (!row) return [`${fields.name} is not expected`];
			const values = {
				jd: fields.jd,
				duration: fields.durationSeconds,
				ra: fields.ra,
				dec: fields.dec,
				fov_bmaj: fields.fovBmaj,
				fov_bmin: fields.fovBmin,
				physical_bmaj: fields.physicalBmaj,
				physical_bmin: fields.physicalBmin,
				radius_pixels: fields.radiusPixels,
				beam_bmaj: fields.beamBmaj,
				beam_bmin: fields.beamBmin,
				beam_bpa: fields.beamBpa,
				rms_median: rms.rmsMedian,
				rms_min: rms.rmsMin,
				rms_max: rms.rmsMax
			};
			const date = dateIn(row, 'datetime').getTime() === fields.datetimeMs;
			return [
				date ? null : `${fields.name} datetime: ${fields.datetimeMs}`,
				...Object.entries(values).map(([column, value]) =>
					outside(`${fields.name} ${column}`, value, numberIn(row, column), IMAGE_TOLERANCE)
				)
			];
		})
		.filter((text) => text !== null);
}

/** Only the columns that forced rows do not enter. */
function withoutForced(expected: ExpectedRun): ExpectedRun {
	const kept = ['n_meas_sel', 'n_sibl', 'n_rel', 'new', 'new_high_sigma', 'wavg_ra', 'wavg_dec'];
	const more = ['min_snr', 'max_snr', 'avg_compactness', 'n_neighbour_dist'];
	const sources = new Map(
		[...expected.sources].map(([key, row]) => [
			key,
			Object.fromEntries([...kept, ...more].map((column) => [column, row[column]]))
		])
	);
	return { ...expected, sources };
}
