import { expect, test } from 'vitest';
import { idealCoverage } from '../coverage/idealCoverage.ts';
import { orderEpochs } from '../run/epochs.ts';
import { basicOptions, imageOf } from '../run/images.fixture.ts';
import { processRun } from '../run/processRun.ts';
import { rowsBySource } from '../run/rowsBySource.ts';
import type { RunImage } from '../run/types.ts';
import { forcedCandidates } from './forcedCandidates.ts';

const steady = { ra: 150.2, dec: -30.1 };
const bright = { ra: 150, dec: -30, flux: 20 };
const faint = { ra: 149.9, dec: -30, flux: 3 };

function candidates(images: RunImage[], nOldSources = 0) {
	const noNewSources = { ...basicOptions, newSourceMinSigma: Infinity };
	const unread = () => {
		throw new Error('no source is new, and nothing is monitored');
	};
	const input = { images, options: noNewSources, readNoise: unread, readMaps: unread };
	const { sources, associations } = processRun(input);
	const bySource = rowsBySource(associations.source, sources.n);
	const positions = { ra: sources.wavgRa, dec: sources.wavgDec };
	const epochs = orderEpochs(images, false);
	const missing = idealCoverage(images, epochs, associations, { positions, bySource });
	return forcedCandidates(images, missing, associations, { bySource, minSigma: 3, nOldSources });
}

test('a source is measured in every image that should show it and does not, before its detection and after', () => {
	const images = [
		imageOf([steady]),
		imageOf([steady, bright], { day: 1 }),
		imageOf([steady], { day: 2 })
	];
	expect(candidates(images)).toEqual([
		{ image: 0, sources: [1] },
		{ image: 2, sources: [1] }
	]);
});

test('a source must be brighter than the limit times the smallest rms; exactly at it is not enough', () => {
	const images = (rmsMin: number) => [
		imageOf([steady, faint]),
		imageOf([steady], { day: 1, rmsMin })
	];
	expect(candidates(images(1))).toEqual([]);
	expect(candidates(images(0.999))).toEqual([{ image: 1, sources: [1] }]);
});

test('the flux of the earliest detection counts', () => {
	const images = [
		imageOf([steady, { ...faint, flux: 2 }]),
		imageOf([steady, { ...faint, flux: 200 }], { day: 1 }),
		imageOf([steady], { day: 2 })
	];
	expect(candidates(images)).toEqual([]);
});

test('sources come in their order, and images without one are left out', () => {
	const images = [
		imageOf([bright, steady]),
		imageOf([{ ...faint, flux: 9 }, steady], { day: 1 }),
		imageOf([bright, steady, { ...faint, flux: 9 }], { day: 2 }),
		imageOf([steady], { day: 3 })
	];
	expect(candidates(images)).toEqual([
		{ image: 0, sources: [2] },
		{ image: 1, sources: [0] },
		{ image: 3, sources: [0, 2] }
	]);
});

test('a source outside the circle of an image is not measured in it', () => {
	const elsewhere = imageOf([], { day: 1, ra: 155, skyRegionId: 2 });
	expect(candidates([imageOf([bright]), elsewhere])).toEqual([]);
});

test('where images are added, those done before are only measured for new sources', () => {
	const images = [
		imageOf([steady, bright]),
		imageOf([steady], { day: 1 }),
		imageOf([steady, { ...faint, flux: 9 }], { day: 2 })
	].map((image, k) => ({ ...image, isDone: k < 2 }));
	expect(candidates(images, 2)).toEqual([
		{ image: 0, sources: [2] },
		{ image: 1, sources: [2] },
		{ image: 2, sources: [1] }
	]);
});

test('a flux that is no number is no candidate', () => {
	const images = [imageOf([steady, { ...bright, flux: NaN }]), imageOf([steady], { day: 1 })];
	expect(candidates(images)).toEqual([]);
});
