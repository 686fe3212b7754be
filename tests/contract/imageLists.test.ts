import { beforeAll, describe, expect, test } from 'vitest';
import { Failure } from '#schema/failure.ts';
import { imageQuality } from '#server/queries/imageQuality.ts';
import { imageAnswer, imagePage } from '#server/queries/imagePage.ts';
import { imagesFile } from '#server/queries/imagesFile.ts';
import { imagesAnswer, imagesPage } from '#server/queries/images.ts';
import {
	measurementAnswer,
	measurementPage,
	siblingsAnswer,
	sourcesOfMeasurement
} from '#server/queries/measurementPage.ts';
import {
	measurementsAnswer,
	measurementsFile,
	measurementsOfImage,
	measurementsPage
} from '#server/queries/measurements.ts';
import { collection, store } from '#server/store/client.ts';
import type { User } from '#schema/user.ts';
import { Random } from '#science/stats/random.ts';
import { separationDeg } from '#science/sky/separation.ts';
import { insertAll, makeRun, makeUser, newSource, ownInstallation } from './builders.ts';
import { makeImage, storeMeasurements, type MadeMeasurement } from './imageBuilders.ts';

ownInstallation();
const random = new Random(4);
const IMAGES = 7;
let eve: User;
const catalogues: MadeMeasurement[][] = [];
const forced: MadeMeasurement[] = [];

/** About 60 measurements on either side of RA 0, ids of an image following each other. */
function catalogue(image: number): MadeMeasurement[] {
	return Array.from({ length: 40 + random.integer(200) }, (_, i) => ({
		id: image * 1000 + i,
		ra: (359.7 + 0.6 * random.uniform()) % 360,
		dec: -30.3 + 0.6 * random.uniform(),
		flux: 10 * random.uniform(),
		islandId: `island_${Math.floor(i / 2)}`
	}));
}

beforeAll(async () => {
	eve = await makeUser('eve', 'viewer');
	for (let image = 1; image <= IMAGES; image++) {
		catalogues[image] = catalogue(image);
		await makeImage(image, catalogues[image], {
			...{ bandId: 1 + (image % 2), telescope: image === 7 ? 'MeerKAT' : 'ASKAP' },
			name: image === 3 ? 'a (strange) [name].*' : `image${image}.fits`,
			rmsMedian: image % 3
		});
	}
	for (let run = 1; run <= 2; run++) {
		await makeRun(run, `run${run}`);
		await collection<{ _id: number }>(store(), 'runs').updateOne(
			{ _id: run },
			{ $set: { imageIds: run === 1 ? [1, 2, 3] : [3, 4] } }
		);
	}
	forced.push(...Array.from({ length: 9 }, (_, i) => ({ id: 90_000 + i, ra: 0.01 * i, dec: -30 })));
	await storeMeasurements(3, forced, { runId: 2, revision: 1 });
	// Of a revision that is not shown.
	await storeMeasurements(3, [{ id: 95_000, ra: 0, dec: -30 }], { runId: 2, revision: 7 });
	const [{ id, ra, dec }] = catalogues[1];
	const two = { mjd: [60311, 60312], measurementId: [id, 2001] };
	const curve = { ...newSource(5, { runId: 1, ra, dec }).lightCurve, ...two };
	await insertAll([
		newSource(5, { runId: 1, ra, dec, lightCurve: curve }),
		newSource(6, { runId: 1, ra, dec })
	]);
});

const asked = (text: string) => new URLSearchParams(text);

describe('the list of images', () => {
	const ids = async (text: string) =>
		(await imagesAnswer(eve, asked(text))).rows.map(({ id }) => id);

	test('keeps what every condition keeps', async () => {
		expect(await ids('run=2')).toEqual([3, 4]);
		expect(await ids('band=1&telescope=ASKAP')).toEqual([2, 4, 6]);
		expect(await ids('from=2024-01-03&to=2024-01-05')).toEqual([3, 4, 5]);
		expect(await ids('name=(STRANGE)+[')).toEqual([3]);
		expect(await ids('name=.*')).toEqual([3]);
		expect(await ids('run=77')).toEqual([]);
		expect(await ids('mark=notBad&run=1')).toEqual([1, 2, 3]);
		expect((await imagesAnswer(eve, asked('run=2'))).rows[0]).toMatchObject({
			nRuns: 2,
			mark: null
		});
	});

	test('is sorted on the server, those alike by id either way', async () => {
		expect(await ids('sort=rmsMedian')).toEqual([3, 6, 1, 4, 7, 2, 5]);
		expect(await ids('sort=rmsMedian&order=desc')).toEqual([5, 2, 7, 4, 1, 6, 3]);
	});

	test('names what it cannot read beside its field, and refuses it to machines', async () => {
		const page = await imagesPage(eve, asked('band=x&from=2024-13-45&sort=price&colour=red'));
		expect(page.problems.map(({ field }) => field)).toEqual(['band', 'from', 'sort', 'colour']);
		expect(page.count).toBe(IMAGES);
		await expect(imagesAnswer(eve, asked('page=0'))).rejects.toMatchObject({
			code: 'Invalid',
			field: 'page'
		});
	});

	test('leads from image to image in its order', async () => {
		const page = await imagePage(eve, '4', asked('sort=rmsMedian&mSort=fluxPeak&mOrder=desc'));
		expect(page.neighbours).toEqual({ previousId: 1, nextId: 7, position: 4, total: 7 });
		const [first, second] = page.measurements.rows;
		expect(first.fluxPeak).toBeGreaterThan(second.fluxPeak);
		expect(page.runs).toMatchObject([{ id: 2, nForced: 0 }]);
		await expect(imageAnswer(eve, '99')).rejects.toMatchObject({ code: 'NotFound', field: 'id' });
	});

	test('is written as CSV whole, without formulas', async () => {
		const { bytes } = await imagesFile(eve, asked('size=25&page=9&run=1'));
		const lines = new TextDecoder().decode(bytes).split('\r\n');
		expect(lines).toHaveLength(1 + 3 + 1);
		expect(lines[0]).toMatch(/^id,name,datetime_utc,mjd/);
	});
});

describe('measurements', () => {
	test('through all pages come once each, by date and id', async () => {
		const seen: number[] = [];
		for (let page = 1; page <= 100; page++) {
			const { rows, count } = await measurementsAnswer(eve, asked(`size=100&page=${page}`));
			seen.push(...rows.map(({ id }) => id));
			expect(count).toBe(catalogues.flat().length);
			if (rows.length === 0) break;
		}
		expect(seen).toEqual(catalogues.flatMap((made) => made?.map(({ id }) => id) ?? []));
	});

	test('within 40 random circles are those of a search one by one, nearest first', async () => {
		for (let i = 0; i < 40; i++) {
			const [ra, dec, radius] = [
				(359.7 + 0.6 * random.uniform()) % 360,
				-30.3 + 0.6 * random.uniform(),
				30 * random.uniform()
			];
			const text = `at=${ra}+${dec}&radius=${radius}&size=250`;
			const { rows, count } = await measurementsAnswer(eve, asked(text));
			const expected = catalogues
				.flat()
				.map((m) => ({ id: m.id, away: separationDeg(ra, dec, m.ra, m.dec) }))
				.filter(({ away }) => away <= radius / 60)
				.sort((a, b) => a.away - b.away || a.id - b.id)
				.map(({ id }) => id);
			expect(count).toBe(expected.length);
			expect(
				rows.map(({ id }) => id),
				text
			).toEqual(expected.slice(0, 250));
		}
	});

	test('are written as CSV whole, in the order of their pages, whatever page was open', async () => {
		const idsIn = async (text: string) => {
			const { bytes } = await measurementsFile(eve, asked(text));
			const [header, ...lines] = (await new Response(bytes).text()).split('\r\n');
			expect(header).toMatch(/^id,name,image_id,image,datetime_utc,mjd,frequency_mhz,ra_deg,/);
			expect(lines.pop()).toBe('');
			return lines.map((line) => Number(line.split(',')[0]));
		};
		const all = catalogues.flatMap((made) => made?.map(({ id }) => id) ?? []);
		expect(await idsIn('page=9&size=25')).toEqual(all);
		expect(await idsIn('image=2&sort=id&order=desc')).toEqual(
			catalogues[2].map(({ id }) => id).reverse()
		);
		expect((await idsIn('forced=only')).sort()).toEqual(forced.map(({ id }) => id));
		expect(await idsIn('at=10 70')).toEqual([]);
		await expect(measurementsFile(eve, asked('image=77'))).rejects.toMatchObject({
			field: 'image'
		});
		await expect(measurementsFile(null, asked(''))).rejects.toMatchObject({ code: 'NotSignedIn' });
	});

	test('made by force are there on demand, of shown revisions only', async () => {
		const of = (text: string) => measurementsOfImage(eve, '3', { address: asked(text) });
		expect((await of('')).count).toBe(catalogues[3].length);
		expect((await of('forced=yes')).count).toBe(catalogues[3].length + forced.length);
		const { rows } = await of('forced=only&sort=ra');
		expect(rows.map(({ id }) => id)).toEqual(forced.map(({ id }) => id));
		expect(rows[0]).toMatchObject({ forced: true, run: { name: 'run2' } });
		expect((await measurementsAnswer(eve, asked('forced=only'))).count).toBe(forced.length);
		expect((await measurementsAnswer(eve, asked('forced=only&run=1'))).count).toBe(0);
	});

	test('are each found by their id', async () => {
		for (const { id, ra } of [...catalogues.flat(), ...forced].filter((_, i) => i % 37 === 0))
			expect(await measurementAnswer(eve, String(id))).toMatchObject({ id, ra });
		for (const named of ['999', '90009', '0', '-1', '1e3', '$gt', '9'.repeat(40)])
			await expect(measurementAnswer(eve, named)).rejects.toMatchObject({
				code: 'NotFound',
				field: 'id'
			});
	});

	test('know their siblings, their source and the ones before and after', async () => {
		const [first, second] = catalogues[1];
		expect((await siblingsAnswer(eve, String(first.id))).map(({ id }) => id)).toEqual([second.id]);
		expect(await sourcesOfMeasurement(eve, String(first.id))).toMatchObject([
			{ id: 5, runName: 'run1', separationArcsec: 0 }
		]);
		const page = await measurementPage(eve, String(second.id), asked(''));
		expect(page.neighbours).toMatchObject({ previousId: first.id, position: 2 });
		const bySize = [...catalogues[1]].sort((a, b) => (b.flux ?? 0) - (a.flux ?? 0));
		const listed = await measurementPage(
			eve,
			String(bySize[3].id),
			asked('image=1&sort=fluxPeak&order=desc')
		);
		expect(listed.neighbours).toMatchObject({ previousId: bySize[2].id, nextId: bySize[4].id });
	});

	test('that cannot be asked for are refused with the field, and the page says so', async () => {
		const cases = {
			'at=nowhere': 'at',
			'at=150+-30&radius=100&radiusUnit=deg': 'radius',
			'radius=-1': 'radius',
			'image=99': 'image',
			'run=99': 'run',
			'image=5&run=1': 'image',
			'sort=fluxPeak': 'sort',
			'image=1&sort=separation': 'sort',
			'forced=maybe': 'forced',
			'image[$gt]=1': 'image[$gt]'
		};
		for (const [text, field] of Object.entries(cases)) {
			await expect(measurementsAnswer(eve, asked(text)), text).rejects.toMatchObject({ field });
			const { problems } = await measurementsPage(eve, asked(text));
			expect(
				problems.map((problem) => problem.field),
				text
			).toContain(field);
		}
	});
});

test('no value of any parameter makes anything but an answer or a refusal', async () => {
	const names = [
		'name',
		'run',
		'band',
		'from',
		'mark',
		'sort',
		'page',
		'size',
		'at',
		'radius',
		'image',
		'forced',
		'measure'
	];
	const values = [
		'',
		'-1',
		'1e400',
		'NaN',
		'{"$gt":0}',
		'[',
		'\0',
		'x'.repeat(5000),
		'9007199254740993',
		'2024-02-31',
		'💥',
		'../..',
		'0x10',
		'true',
		' 3 '
	];
	for (let i = 0; i < 25; i++) {
		const address = new URLSearchParams();
		for (let k = 0; k < 3; k++)
			address.append(names[random.integer(names.length)], values[random.integer(values.length)]);
		for (const query of [
			imagesPage,
			imagesAnswer,
			measurementsPage,
			measurementsAnswer,
			imageQuality
		]) {
			try {
				await query(eve, address);
			} catch (thrown) {
				expect(thrown, address.toString()).toBeInstanceOf(Failure);
				expect(['Invalid', 'NotFound']).toContain((thrown as Failure).code);
			}
		}
	}
});
