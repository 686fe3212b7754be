import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Image } from '#schema/image.ts';
import type { Run } from '#schema/run.ts';
import type { Source } from '#schema/source.ts';
import type { User } from '#schema/user.ts';
import type { RegionList } from '#schema/viewer.ts';
import { separationDeg } from '#science/sky/separation.ts';
import { imageRegions } from '#server/queries/regions.ts';
import { collection, store } from '#server/store/client.ts';
import { findImages } from '#server/store/images.ts';
import { forcedMeasurements, measurementsOfImage } from '#server/store/measurements.ts';
import { readLightCurve, sourcesOfRun } from '#server/store/sources.ts';
import type { Child } from '../kit/child.ts';
import { configFor, writeSurvey } from '../kit/survey.ts';
import { startWorker } from '../kit/worker.ts';
import { makeUser } from './builders.ts';
import { newRun, pipelineInstallation, processed } from './pipelineRuns.ts';

const environment = pipelineInstallation();
let worker: Child;
let eve: User;
let run: Run;
let image: Image;
/** A source with a forced measurement in the image. */
let source: Source;

beforeAll(async () => {
	worker = startWorker(environment);
	eve = await makeUser('eve', 'viewer');
	const survey = writeSurvey(environment, 'regions', { sources: 60, epochs: 4 });
	const backgrounds = survey.images.map((path) => path.replace('/images/', '/background/'));
	const background = ['  background:', ...backgrounds.map((path) => `    - ${path}`)].join('\n');
	const monitored = `${background}\nsource_monitoring:\n  monitor: true\n`;
	run = await processed(await newRun('regions', configFor(survey, monitored)));
	const images = await findImages(store(), run.imageIds);
	for (const found of await sourcesOfRun(store(), { runId: run.id, revision: run.revision })) {
		const curve = await readLightCurve(store(), found.id);
		const epoch = curve?.forced.indexOf(true) ?? -1;
		if (!curve || epoch < 0) continue;
		source = found;
		image = images.find(({ id }) => id === curve.imageId[epoch]) ?? images[0];
		break;
	}
});
afterAll(() => worker.stop());

const ask = (more: object) =>
	imageRegions(eve, {
		id: String(image.id),
		ra: String(image.ra),
		dec: String(image.dec),
		radius: '1deg',
		...more
	});
const text = async (more: object) => new TextDecoder().decode((await ask(more)).bytes);
const regions = async (more: object) =>
	JSON.parse(await text({ ...more, format: 'json' })) as RegionList;
const shapes = (file: string) =>
	file.split('\n').filter((line) => /^(?:ellipse|point)\(/.test(line));

describe('regions of an image', () => {
	test('are every measurement of its catalogue in the circle, and nothing else', async () => {
		const catalogue = await measurementsOfImage(store(), image.id);
		const radiusDeg = 2 / 60;
		const wanted = Array.from(catalogue.id).filter(
			(_, row) =>
				separationDeg(image.ra, image.dec, catalogue.ra[row], catalogue.dec[row]) <= radiusDeg
		);
		expect(wanted.length).toBeGreaterThan(0);
		expect(wanted.length).toBeLessThan(catalogue.n);
		const asked = await regions({ radius: '2' });
		expect(asked.radiusDeg).toBeCloseTo(radiusDeg, 12);
		expect(asked.regions.map(({ measurementId }) => measurementId)).toEqual(wanted);
		expect((await regions({ radius: '120arcsec' })).regions).toEqual(asked.regions);
	});

	test('without a position are those of the whole image', async () => {
		const catalogue = await measurementsOfImage(store(), image.id);
		const whole = await regions({ ra: undefined, dec: undefined, radius: undefined });
		expect(whole.regions).toHaveLength(catalogue.n);
		const half = ask({ ra: undefined });
		await expect(half).rejects.toMatchObject({ code: 'Invalid', field: 'ra' });
	});

	test('have half the fitted FWHM as semi-axes, in arcsec, and the position angle as it was fitted', async () => {
		const catalogue = await measurementsOfImage(store(), image.id);
		const byId = new Map((await regions({})).regions.map((found) => [found.measurementId, found]));
		for (let row = 0; row < catalogue.n; row++) {
			expect(byId.get(catalogue.id[row])).toMatchObject({
				shape: {
					semiMajorArcsec: catalogue.bmaj[row] / 2,
					semiMinorArcsec: catalogue.bmin[row] / 2,
					paDeg: catalogue.pa[row]
				},
				href: `/measurements/${catalogue.id[row]}`
			});
		}
	});

	test('of a source have its own run’s forced ones, and its own measurement selected', async () => {
		const forced = (
			await forcedMeasurements(store(), { runId: run.id, revision: run.revision })
		).get(image.id);
		expect(forced?.n).toBeGreaterThan(0);
		const { regions: found } = await regions({ source: String(source.id) });
		expect(found.filter((region) => region.forced)).toHaveLength(forced?.n ?? 0);
		const curve = await readLightCurve(store(), source.id);
		const own = curve?.measurementId.filter((_, i) => curve.imageId[i] === image.id);
		expect(found.filter((region) => region.selected).map((region) => region.measurementId)).toEqual(
			own
		);
		const without = await regions({ source: String(source.id), forced: 'no' });
		expect(without.regions.some((region) => region.forced)).toBe(false);
		expect(without.regions).toHaveLength(found.length - (forced?.n ?? 0));
	});
});

describe('as a DS9 file', () => {
	test('an ellipse turns 90° more than its position angle, forced is dashed, selected is last', async () => {
		const asked = { source: String(source.id) };
		const list = await regions(asked);
		const lines = shapes(await text(asked));
		expect(lines).toHaveLength(list.regions.length);
		expect(lines.at(-1)).toContain('color=red width=3');
		expect(lines.slice(0, -1).every((line) => !line.includes('color=red'))).toBe(true);
		for (const region of list.regions) {
			const line = lines.find((found) => found.includes(`measurement ${region.measurementId}}`));
			expect(line).toContain(`/measurements/${region.measurementId}}`);
			expect(line?.includes('dash=1')).toBe(region.forced);
			const [, major, minor, angle] =
				/^ellipse\([\d.]+,-?[\d.]+,([\d.]+)",([\d.]+)",([\d.]+)\)/.exec(line ?? '') ?? [];
			expect(Number(major)).toBeCloseTo(region.shape?.semiMajorArcsec ?? NaN, 3);
			expect(Number(minor)).toBeCloseTo(region.shape?.semiMinorArcsec ?? NaN, 3);
			expect((Number(angle) - 90 - (region.shape?.paDeg ?? NaN)) % 360).toBeCloseTo(0, 2);
		}
	});

	test('is named as the reference names it', async () => {
		const { name, contentType } = await ask({ ra: '150', dec: '-30.5', radius: '0.25deg' });
		expect(name).toBe(`image-${image.id}_150.00000_-30.50000_radius-0.250.reg`);
		expect(contentType).toContain('text/plain');
		expect((await ask({ ra: '10:00:00', dec: '+1:30:00' })).name).toContain('_150.00000_+1.50000_');
	});

	test('a name in a catalogue cannot leave its text, nor bring a link or a line of its own', async () => {
		const images = collection<{ _id: number; name: string }>(store(), 'images');
		const hostile = 'x}\ncircle(1,2,3) # text={<a href="javascript:alert(1)">}';
		await images.updateOne({ _id: image.id }, { $set: { name: hostile } });
		const file = await text({});
		await images.updateOne({ _id: image.id }, { $set: { name: image.name } });
		expect(file.split('\n').some((line) => line.startsWith('circle'))).toBe(false);
		expect(file).not.toContain('"javascript');
	});
});

describe('refused, by the field', () => {
	test.each([
		[{ ra: 'here' }, 'ra'],
		[{ ra: { $gt: 0 } }, 'ra'],
		[{ ra: '400' }, 'ra'],
		[{ dec: '-91' }, 'dec'],
		[{ radius: '0' }, 'radius'],
		[{ radius: '1 furlong' }, 'radius'],
		[{ radius: '11deg' }, 'radius'],
		[{ forced: 'maybe' }, 'forced'],
		[{ format: 'vot' }, 'format'],
		[{ id: '../../etc' }, 'id'],
		[{ run: 'x' }, 'run'],
		[{ source: '-1' }, 'source'],
		[{ measurement: 'NaN' }, 'measurement']
	])('%j', async (more, field) => {
		await expect(ask(more)).rejects.toMatchObject({ code: 'Invalid', field });
	});

	test.each([
		[{ id: '999999' }, 'id'],
		[{ run: '999999' }, 'run'],
		[{ source: '999999999' }, 'source']
	])('%j is not there', async (more, field) => {
		await expect(ask(more)).rejects.toMatchObject({ code: 'NotFound', field });
	});
});
