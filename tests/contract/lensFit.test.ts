import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { markImage } from '#server/commands/images/markImage.ts';
import { closeProducers } from '#server/jobs/enqueue.ts';
import { lensCalendar } from '#server/queries/lensFitCalendar.ts';
import { lensFit } from '#server/queries/lensFit.ts';
import { lensNeighbours } from '#server/queries/lensFitNeighbours.ts';
import type { NewSource } from '#server/store/sources.ts';
import type { LensFitShown, ToldNumber } from '#schema/lens.ts';
import type { User } from '#schema/user.ts';
import { lensCurve } from '#science/ese/lensCurve.ts';
import { Random } from '#science/stats/random.ts';
import { mjdFromMs } from '#science/sky/time.ts';
import { commandId, insertAll, makeRun, makeUser, newSource, ownInstallation } from './builders.ts';
import { makeImage } from './imageBuilders.ts';

ownInstallation();

const EPOCHS = 60;
const BANDS = [887.5, 1367.5];
const ERROR = 0.02;
const TRUE = { tauDays: 15, alpha: 6, sigmaS: 0.5, fraction: 0.5 };
const NOW = mjdFromMs(Date.now());
/** Of a season of a year that ended long ago, and of one that ends today. */
const [PAST, RECENT] = [60_000, NOW - 365];
/** Image of an epoch and band. */
const imageOf = (epoch: number, band: number) => 1 + epoch * BANDS.length + band;

interface Made {
	/** Flux over the usual one. */
	relative: (mjd: number, mhz: number, epoch: number) => number;
	level?: number;
	season?: number;
	bands?: number[];
	epochs?: number;
	at?: { ra: number; dec: number };
	runId?: number;
}

function made(
	id: number,
	{ relative, level = 10, season = PAST, bands = BANDS, epochs = EPOCHS, at, runId = 1 }: Made
): NewSource {
	const random = new Random(`source ${id}`);
	const rows = Array.from({ length: epochs }, (_, epoch) =>
		bands.map((mhz, band) => {
			const mjd = season + (365 * (epoch + 0.5)) / epochs;
			const flux = level * (relative(mjd, mhz, epoch) + ERROR * random.normal());
			return { mjd, mhz, flux, image: imageOf(epoch, band) };
		})
	).flat();
	const of = <T>(pick: (row: (typeof rows)[number], i: number) => T) => rows.map(pick);
	const flux = of((row) => row.flux);
	const error = of(() => level * ERROR);
	return newSource(id, {
		...{ runId, ra: 150, dec: -30, ...at, maxSnr: 1 / ERROR, vPeak: 0.02 },
		lightCurve: {
			mjd: of((row) => row.mjd),
			...{ fluxPeak: flux, fluxInt: flux, fluxPeakErr: error, fluxIntErr: error, localRms: error },
			forced: of(() => false),
			frequencyMhz: of((row) => row.mhz),
			imageId: of((row) => row.image),
			measurementId: of((_, i) => id * 1000 + i),
			measurementName: of(() => 'm'),
			...{ ra: of(() => 150), dec: of(() => -30), d2d: of(() => 0), dr: of(() => 0) }
		}
	});
}

const dip = (t0: number) => (mjd: number, mhz: number) =>
	1 +
	TRUE.fraction *
		(lensCurve(TRUE.alpha * (BANDS[0] / mhz) ** 2, TRUE.sigmaS)((mjd - t0) / TRUE.tauDays) - 1);
/** Epochs 25 to 32 are 20 % too faint in all images: a calibrator that was wrong for weeks. */
const wrong = (_mjd: number, _mhz: number, epoch: number) => (epoch >= 25 && epoch < 33 ? 0.8 : 1);
const nearby = (k: number) => ({ ra: 150 + 0.05 * k, dec: -30 });

const [LENS, CLASSIC, FEW, EMPTY, COMING, SPOILT, ALONE] = [11, 12, 13, 14, 15, 16, 17];
const LENS_T0 = PAST + 180;
let ben: User;

beforeAll(async () => {
	ben = await makeUser('ben', 'vetter');
	await makeRun(1, 'lenses');
	await makeRun(2, 'elsewhere');
	await insertAll([
		made(LENS, { relative: dip(LENS_T0) }),
		made(CLASSIC, { relative: dip(LENS_T0), bands: [887.5] }),
		made(FEW, { relative: () => 1, bands: [887.5], epochs: 2 }),
		made(EMPTY, { relative: () => NaN }),
		// Its minimum is five days from now.
		made(COMING, { relative: dip(NOW + 5), season: RECENT, at: { ra: 200, dec: -30 } }),
		made(SPOILT, { relative: wrong, at: { ra: 10, dec: -60 } }),
		...Array.from({ length: 15 }, (_, k) =>
			made(100 + k, {
				relative: wrong,
				level: 5 + k,
				at: { ra: 10 + 0.05 * (k + 1), dec: -60 }
			})
		),
		// As near, but of another run, or too far away.
		made(200, { relative: wrong, at: { ra: 10.01, dec: -60 }, runId: 2 }),
		made(201, { relative: wrong, at: { ra: 30, dec: -60 } }),
		made(ALONE, { relative: () => 1, at: nearby(60) })
	]);
	await makeImage(imageOf(3, 0));
});
afterAll(closeProducers);

const fit = (id: number, address = '') => lensFit(ben, String(id), new URLSearchParams(address));

/** Every number of an answer. */
function numbersIn(value: unknown): number[] {
	if (typeof value === 'number') return [value];
	return value !== null && typeof value === 'object' ? Object.values(value).flatMap(numbersIn) : [];
}

/** Within five of its own errors. */
function isNear({ value, error }: ToldNumber, truth: number): void {
	expect(error).toBeGreaterThan(0);
	expect(Math.abs((value ?? NaN) - truth)).toBeLessThan(5 * (error ?? 0));
}

describe('the fit of a source', () => {
	test('finds the lens that is there, better than anything ordinary, with errors and a colour', async () => {
		const { lens, lnLensOverOrdinary, colour, bands, problem } = await fit(LENS);
		expect(problem).toBeNull();
		if (!lens || !colour) throw new Error('nothing was fitted');
		const { t0Mjd, alpha, tauDays, compactFraction } = lens.numbers;
		isNear(t0Mjd, LENS_T0);
		isNear(alpha, TRUE.alpha);
		isNear(tauDays, TRUE.tauDays);
		isNear(compactFraction, TRUE.fraction);
		isNear(colour.index, 2);
		expect(lnLensOverOrdinary).toBeGreaterThan(5);
		expect(colour.bands.map(({ frequencyMhz }) => frequencyMhz)).toEqual(BANDS);
		for (const { mjd, lens: expected, ordinary, curve, flux } of bands) {
			expect([mjd, flux, expected, ordinary].map((column) => column?.length)).toEqual(
				Array(4).fill(EPOCHS)
			);
			expect(curve?.mjd).toHaveLength(curve?.lens.length ?? -1);
		}
	});

	test('has no NaN, which JSON could not tell', async () => {
		for (const id of [LENS, CLASSIC, FEW, EMPTY, COMING, SPOILT])
			expect(numbersIn(await fit(id)).every(Number.isFinite), String(id)).toBe(true);
	});

	test('has no colour in one band', async () => {
		const { colour, lens } = await fit(CLASSIC);
		expect(lens).not.toBeNull();
		expect(colour).toBeNull();
	});

	test('says that there is not enough data where there is not', async () => {
		expect(await fit(FEW)).toMatchObject({ problem: /Only 2 moments/, lens: null, bands: [] });
		expect((await fit(EMPTY)).problem).toMatch(/No usable epoch/);
	});

	test('leaves out epochs of images marked bad, and those asked for', async () => {
		const before = await fit(LENS);
		expect(before.leftOut).toEqual({ bad: 0, retracted: 0, asked: 0 });
		const without = await fit(LENS, `without=${LENS * 1000},${LENS * 1000 + 1}`);
		expect(without.leftOut).toEqual({ bad: 0, retracted: 0, asked: 2 });
		expect(without.bands[0].mjd).toEqual(before.bands[0].mjd.slice(1));
		const image = { imageId: imageOf(3, 0), mark: 'bad', reason: 'dark' };
		await markImage({ user: ben }, { commandId: commandId(), ...image });
		const after = await fit(LENS);
		expect(after.leftOut).toEqual({ bad: 1, retracted: 0, asked: 0 });
		expect(after.bands[0].mjd).toHaveLength(EPOCHS - 1);
		expect(after.bands[1].mjd).toHaveLength(EPOCHS);
	});

	test('is asked for by a source’s number, and without measurements by theirs', async () => {
		await expect(fit(9999)).rejects.toMatchObject({ code: 'NotFound' });
		await expect(lensFit(ben, 'x', new URLSearchParams())).rejects.toMatchObject({
			code: 'NotFound'
		});
		for (const without of ['1,', 'a', '1;2', '-1', '1,,2', '9'.repeat(2001)])
			await expect(fit(LENS, `without=${without}`), without).rejects.toMatchObject({
				code: 'Invalid',
				field: 'without'
			});
		await expect(lensFit(null, String(LENS), new URLSearchParams())).rejects.toMatchObject({
			code: 'NotSignedIn'
		});
	});
});

describe('what is to come', () => {
	test('of an event in progress is its minimum and its egress, also as a calendar file', async () => {
		const { forecast }: LensFitShown = await fit(COMING);
		expect(forecast).toMatchObject({ isInProgress: true, hasPassedMinimum: false });
		expect(forecast?.egress.value).toBeGreaterThan(forecast?.minimum.value ?? Infinity);
		const { bytes, name } = await lensCalendar(ben, String(COMING));
		expect(name).toMatch(/\.ics$/);
		const file = new TextDecoder().decode(bytes);
		expect(file).toMatch(/^BEGIN:VCALENDAR/);
		expect(file).toContain(`UID:lens-${COMING}-egress@caustic`);
		expect(file.match(/BEGIN:VEVENT/g)?.length).toBeGreaterThanOrEqual(2);
	});

	test('of one that is long over is nothing', async () => {
		expect((await fit(LENS)).forecast).toBeNull();
		await expect(lensCalendar(ben, String(LENS))).rejects.toMatchObject({
			code: 'NotFound',
			message: /nothing to put into a calendar/
		});
	});
});

describe('steady neighbours', () => {
	test('show that the images made a dip: most of it goes when they are divided out', async () => {
		const { neighbours, images, deltaChi2, correlation, problem } = await lensNeighbours(
			ben,
			String(SPOILT)
		);
		expect(problem).toBeNull();
		expect(neighbours).toHaveLength(12);
		expect(neighbours.every(({ id }) => id >= 100 && id < 115)).toBe(true);
		const separations = neighbours.map(({ separationArcmin }) => separationArcmin);
		expect(separations).toEqual(separations.toSorted((a, b) => a - b));
		expect(images.length).toBeGreaterThan(100);
		expect(images.find(({ imageId }) => imageId === imageOf(28, 0))?.factor).toBeCloseTo(0.8, 1);
		expect(deltaChi2?.before).toBeGreaterThan(300);
		expect(deltaChi2?.after).toBeLessThan(0.2 * (deltaChi2?.before ?? 0));
		expect(correlation).toBeGreaterThan(0.9);
	});

	test('are too few to divide by where nothing else was seen', async () => {
		const { neighbours, problem, deltaChi2 } = await lensNeighbours(ben, String(COMING));
		expect(neighbours).toEqual([]);
		expect(deltaChi2).toBeNull();
		expect(problem).toMatch(/^Only 0 steady neighbours/);
	});

	test('are shown to those who are signed in, of sources that there are', async () => {
		await expect(lensNeighbours(null, '11')).rejects.toMatchObject({ code: 'NotSignedIn' });
		await expect(lensNeighbours(ben, '9999')).rejects.toMatchObject({ code: 'NotFound' });
	});
});
