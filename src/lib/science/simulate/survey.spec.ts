import { beforeAll, describe, expect, test } from 'vitest';
import { readCatalogue } from '#server/files/catalogueFile.ts';
import { measurementsFromCatalogue } from '../catalogue/measurementsFromCatalogue.ts';
import { imageFields } from '../fits/imageFields.ts';
import { readFitsImage } from '../fits/readImage.ts';
import { celestialWcs } from '../sky/wcs.ts';
import type { SurveyOptions } from './schedule.ts';
import { describeSurvey, simulateSurvey } from './survey.ts';

const SMALL: SurveyOptions = { epochs: 3, sources: 20, npix: 64, seed: 11 };

function filesOf(options: SurveyOptions): Map<string, Uint8Array> {
	return new Map([...simulateSurvey(options)].map(({ path, bytes }) => [path, bytes]));
}

function textOf(bytes: Uint8Array | undefined): string {
	return new TextDecoder().decode(bytes);
}

const OPTIONS = {
	condonErrors: true,
	localRmsFill: 0.2,
	raUncertaintyArcsec: 1,
	decUncertaintyArcsec: 1,
	fluxMinError: 0.001,
	posMinErrorArcsec: 0.01
};

function observationsOf(files: Map<string, Uint8Array>) {
	return [...files.keys()]
		.filter((path) => path.startsWith('images/'))
		.map((path) => {
			const name = path.slice('images/'.length, -'.fits'.length);
			const image = readFitsImage(files.get(path) ?? new Uint8Array());
			const fields = imageFields(image.header, path);
			const cataloguePath =
				[...files.keys()].find((p) => p.startsWith(`catalogues/${name}.`)) ?? '';
			const table = readCatalogue(files.get(cataloguePath) ?? new Uint8Array(), cataloguePath);
			const plane = (folder: string) =>
				readFitsImage(files.get(`${folder}/${name}.fits`) ?? new Uint8Array());
			return {
				name,
				image,
				fields,
				cataloguePath,
				noise: plane('noise'),
				background: plane('background'),
				measurements: measurementsFromCatalogue(table, fields, OPTIONS)
			};
		});
}

describe('a small survey', () => {
	let files: Map<string, Uint8Array>;
	let observations: ReturnType<typeof observationsOf>;
	beforeAll(() => {
		files = filesOf(SMALL);
		observations = observationsOf(files);
	});

	test('has one image per epoch and band, whose files pair up by name', () => {
		const names = (folder: string) =>
			[...files.keys()]
				.filter((path) => path.startsWith(`${folder}/`))
				.map((path) => path.slice(folder.length + 1, path.lastIndexOf('.')))
				.sort();
		expect(names('images')).toHaveLength(6);
		for (const folder of ['noise', 'background', 'catalogues']) {
			expect(names(folder)).toEqual(names('images'));
		}
		expect(new Set(observations.map((one) => one.cataloguePath.slice(-3)))).toEqual(
			new Set(['txt', 'csv', 'xml'])
		);
	});

	test('the same options give the same bytes', () => {
		const again = filesOf(SMALL);
		expect([...again.keys()]).toEqual([...files.keys()]);
		for (const [path, bytes] of files)
			expect(Buffer.compare(bytes, again.get(path) ?? bytes)).toBe(0);
	});

	test('another seed gives other names and other pixels', () => {
		const other = filesOf({ ...SMALL, seed: 12 });
		const shared = [...other.keys()].filter((path) => path.endsWith('.fits') && files.has(path));
		expect(shared).toEqual([]);
		expect(textOf(other.get('truth.csv'))).not.toBe(textOf(files.get('truth.csv')));
		expect(describeSurvey({ ...SMALL, seed: 12 })).not.toBe(textOf(files.get('survey.json')));
	});

	test('every image is one that the pipeline can take', () => {
		const bands = observations.map(({ fields }) => [fields.frequencyMhz, fields.bandwidthMhz]);
		expect(new Set(bands.map(String))).toEqual(new Set(['887,288', '1367,144']));
		for (const { fields, image } of observations) {
			expect(fields.telescope).toBe('ASKAP');
			expect(fields.polarisation).toBe('I');
			expect(fields.durationSeconds).toBe(720);
			expect(fields.beamBmaj).toBeGreaterThanOrEqual(fields.beamBmin);
			expect([image.nx, image.ny]).toEqual([64, 64]);
		}
		const times = observations.map(({ fields }) => fields.datetimeMs);
		expect(new Set(times).size).toBe(6);
		expect(new Set(observations.map(({ fields }) => fields.beamBmaj)).size).toBe(6);
		expect(new Set(observations.map(({ fields }) => `${fields.ra} ${fields.dec}`)).size).toBe(3);
	});

	test('one band is in FK5 and the other in ICRS', () => {
		const frames = observations.map(
			({ image, fields }) => `${fields.frequencyMhz} ${celestialWcs(image.header).frame}`
		);
		expect(new Set(frames)).toEqual(new Set(['887 FK5', '1367 ICRS']));
	});

	test('corners are NaN and the noise grows towards the edges', () => {
		for (const { image, noise, background } of observations) {
			expect(image.pixels[0]).toBeNaN();
			expect(noise.pixels[0]).toBeNaN();
			expect(background.pixels[64 * 64 - 1]).toBeNaN();
			const centre = noise.pixels[32 * 64 + 32];
			expect(centre).toBeGreaterThan(0);
			expect(noise.pixels[32 * 64] / centre).toBeCloseTo(1 / 0.7, 2);
		}
	});

	test('every measurement is at 5 σ or more, and its size is about that of the beam', () => {
		for (const { measurements, fields } of observations) {
			expect(measurements.n).toBeGreaterThan(5);
			for (let i = 0; i < measurements.n; i += 1) {
				expect(measurements.snr[i]).toBeGreaterThanOrEqual(4.999);
				expect(measurements.bmaj[i] / (fields.beamBmaj * 3600)).toBeGreaterThan(0.6);
				expect(measurements.bmaj[i] / (fields.beamBmaj * 3600)).toBeLessThan(1.6);
			}
		}
	});

	test('a bright source lies within 0.2 pixels of its catalogue position, and as high', () => {
		for (const { image, background, measurements } of observations) {
			const wcs = celestialWcs(image.header);
			const at = brightest(measurements.fluxPeak);
			const expected = wcs.icrsToPixel(measurements.ra[at], measurements.dec[at]);
			const column = Math.round(expected.x);
			const row = Math.round(expected.y);
			const level = (x: number, y: number) =>
				image.pixels[y * 64 + x] - background.pixels[y * 64 + x];
			const [dx, dy] = [
				vertex(level(column - 1, row), level(column, row), level(column + 1, row)),
				vertex(level(column, row - 1), level(column, row), level(column, row + 1))
			];
			expect(Math.abs(column + dx - expected.x)).toBeLessThan(0.2);
			expect(Math.abs(row + dy - expected.y)).toBeLessThan(0.2);
			const peakMjy = measurements.fluxPeak[at];
			expect(level(column, row) * 1000).toBeGreaterThan(0.85 * peakMjy);
			expect(level(column, row) * 1000).toBeLessThan(1.03 * peakMjy);
		}
	});

	test('the components of an island know of each other', () => {
		for (const { measurements } of observations) {
			const sizes = new Map<string, number>();
			for (const island of measurements.islandId) sizes.set(island, (sizes.get(island) ?? 0) + 1);
			measurements.islandId.forEach((island, i) => {
				expect(measurements.hasSiblings[i] === 1).toBe((sizes.get(island) ?? 0) > 1);
			});
		}
		expect(observations.some(({ measurements }) => measurements.hasSiblings.includes(1))).toBe(
			true
		);
	});

	test("'noise' leaves the sources out of the pixels and in the catalogues", () => {
		const bare = observationsOf(filesOf({ ...SMALL, pixels: 'noise' }));
		for (const { image, noise, measurements } of bare) {
			const highest = image.pixels.reduce((most, value) => (value > most ? value : most), 0);
			expect(highest).toBeLessThan(8 * noise.pixels[32 * 64]);
			expect(measurements.n).toBeGreaterThan(5);
		}
	});
});

test('in the catalogues of a year an ESE dips below half of its flux, less so in the upper band', () => {
	const files = filesOf({ epochs: 24, sources: 20, npix: 64, seed: 5, pixels: 'noise' });
	const [header, ...rows] = textOf(files.get('truth.csv')).trim().split('\n');
	const columns = header.split(',');
	const row = rows.map((line) => line.split(',')).find((cells) => cells[1] === 'ese') ?? [];
	const truth = (column: string) => Number(row[columns.indexOf(column)]);
	const lowest = { 887: 1, 1367: 1 };
	let points = 0;
	for (const { fields, measurements } of observationsOf(files)) {
		const band = fields.frequencyMhz === 887 ? 887 : 1367;
		for (let i = 0; i < measurements.n; i += 1) {
			const dx = (measurements.ra[i] - truth('ra')) * Math.cos((truth('dec') * Math.PI) / 180);
			if (Math.hypot(dx, measurements.dec[i] - truth('dec')) * 3600 > 5) continue;
			points += 1;
			const relative = measurements.fluxPeak[i] / truth(`flux_${band}mhz_mjy`);
			lowest[band] = Math.min(lowest[band], relative);
		}
	}
	expect(points).toBeGreaterThanOrEqual(46);
	expect(lowest[887]).toBeLessThan(0.5);
	expect(lowest[887]).toBeLessThan(lowest[1367] - 0.03);
});

function brightest(fluxes: Float64Array): number {
	return fluxes.indexOf(Math.max(...fluxes));
}

/** Peak of the Gaussian through three neighbouring pixels, relative to the middle one. */
function vertex(before: number, here: number, after: number): number {
	const [a, b, c] = [Math.log(before), Math.log(here), Math.log(after)];
	return (0.5 * (a - c)) / (a - 2 * b + c);
}
