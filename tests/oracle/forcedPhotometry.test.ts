import { describe, expect, test } from 'vitest';
import { beamKernel, kernelOn } from '#science/forced/beamKernel.ts';
import { boxAround } from '#science/forced/box.ts';
import { sourceClusters } from '#science/forced/clusters.ts';
import { matchedMaps } from '#science/forced/forcedMaps.ts';
import { forcedPhotometry } from '#science/forced/forcedPhotometry.ts';
import { readStamp } from '#science/forced/stamp.ts';
import { forcedOracle, hasForcedCases, mapsOf, optionsOf } from './kit/forcedCases.ts';
import { outside } from './kit/differences.ts';
import { hasOracle, noticeWithoutOracle } from './kit/oracle.ts';
import type { Tolerance } from './kit/tolerances.ts';

/** spec/pipeline.md §9, at the positions of the oracle. Fluxes are compared in units of their error. */
const TOLERANCES = {
	flux: { relative: 0, absolute: 1e-4, why: 'σ; the reference iterates, we solve' },
	error: { relative: 1e-8, absolute: 0, why: 'the reference squares the noise in float32' },
	chiSquared: { relative: 1e-7, absolute: 0, why: 'sum over the pixels of a bright source' },
	pixel: { relative: 0, absolute: 1e-7, why: 'pixels, through two frames' },
	kernel: { relative: 1e-12, absolute: 1e-15, why: 'one formula' }
} satisfies Record<string, Tolerance>;

const oracle = forcedOracle();
noticeWithoutOracle();

describe.skipIf(!hasOracle || !hasForcedCases).each(oracle?.cases ?? [])('$name', (given) => {
	test('positions fall on the same pixels', async () => {
		const { wcs } = matchedMaps(await mapsOf(given));
		const found = given.ra.flatMap((ra, k) => {
			const { x, y } = wcs.icrsToPixel(ra, given.dec[k]);
			return [
				outside(`x of ${k}`, x, given.x_pix0[k], TOLERANCES.pixel),
				outside(`y of ${k}`, y, given.y_pix0[k], TOLERANCES.pixel)
			];
		});
		expect(found.filter((text) => text !== null)).toEqual([]);
	});

	test('fluxes, errors, χ² and degrees of freedom agree', async () => {
		const ours = forcedPhotometry(given, await mapsOf(given), optionsOf(given));
		const found = given.flux.flatMap((flux, k) => {
			const error = given.flux_err[k] || 1;
			const { flux: f, fluxErr, chiSquared } = ours;
			return [
				outside(`flux of ${k}`, f[k] / error, flux / error, TOLERANCES.flux),
				outside(`error of ${k}`, fluxErr[k], given.flux_err[k], TOLERANCES.error),
				outside(`χ² of ${k}`, chiSquared[k], given.chisq[k], TOLERANCES.chiSquared)
			];
		});
		expect(found.filter((text) => text !== null)).toEqual([]);
		expect([...ours.degreesOfFreedom]).toEqual(given.dof);
	});

	test('the same positions are out of range, and the same sources share a fit', async () => {
		const ours = forcedPhotometry(given, await mapsOf(given), optionsOf(given));
		expect(Array.from(ours.inRange, (flag) => flag === 0)).toEqual(given.filtered_mask);
		const inRange = Array.from(ours.cluster).filter((_, k) => ours.inRange[k]);
		expect(inRange).toEqual(given.iscluster);
	});

	test('clusters hold the same sources', async () => {
		const { wcs, beam } = matchedMaps(await mapsOf(given));
		const kept = <T>(values: T[]) => values.filter((_, k) => !given.filtered_mask[k]);
		const limit = (optionsOf(given).clusterThreshold * beam.bmaj) / wcs.pixelScales[1];
		const positions = { x: kept(given.x_pix0), y: kept(given.y_pix0) };
		expect(sourceClusters(positions, limit)).toEqual(given.clusters);
	});
});

describe.skipIf(!hasOracle || !oracle)('one source alone', () => {
	test('the kernel agrees on every pixel', () => {
		if (!oracle) return;
		const { x0: x, y0: y, fwhm_x: major, fwhm_y: minor, pa_deg: angle, values } = oracle.kernel;
		const kernel = beamKernel(major, minor, angle);
		const box = { x0: 0, y0: 0, x1: values[0].length, y1: values.length };
		const found = differences('kernel', kernelOn(box, { x, y, kernel }), values.flat(), {
			...TOLERANCES.kernel
		});
		expect(found).toEqual([]);
	});

	test('data and model of the stamp agree on every pixel', async () => {
		if (!oracle) return;
		const { ra, dec, flux, data, model } = oracle.scalar_stamp;
		const maps = matchedMaps(await mapsOf(oracle.cases[0]));
		const { x, y } = maps.wcs.icrsToPixel(ra, dec);
		const [major, minor] = [maps.beam.bmaj, maps.beam.bmin].map(
			(fwhm) => fwhm / maps.wcs.pixelScales[1]
		);
		const stamp = readStamp(maps, boxAround([{ x, y, half: 1.5 * major }], maps.image));
		expect(stamp.x1 - stamp.x0).toBe(data[0].length);
		const exact = { relative: 0, absolute: 0, why: 'float32 differences' };
		expect(differences('data', stamp.data, data.flat(), exact)).toEqual([]);
		const kernel = kernelOn(stamp, { x, y, kernel: beamKernel(major, minor, maps.beam.bpa) });
		const ours = kernel.map((value) => value * flux);
		const tolerance = { relative: 0, absolute: 1e-8, why: 'the centre, to 1e-8 pixel' };
		expect(differences('model', ours, model.flat(), tolerance)).toEqual([]);
	});
});

function differences(
	what: string,
	ours: ArrayLike<number>,
	expected: number[],
	tolerance: Tolerance
): string[] {
	return expected
		.map((value, k) => outside(`${what} pixel ${k}`, ours[k], value, tolerance))
		.filter((text) => text !== null);
}
