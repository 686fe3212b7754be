import { describe, expect, test } from 'vitest';
import type { IngestedImage } from '../store/images.ts';
import type { SourceContents } from '../store/runContents.ts';
import { SourceTally } from './sourceTally.ts';

// Of an image only its range of measurement ids is looked at.
const image = (id: number, firstMeasurementId: number, nMeasurements: number) =>
	({ id, firstMeasurementId, nMeasurements }) as IngestedImage;
const IMAGES = [image(1, 100, 3), image(2, 200, 3)];

/** A source with a measurement in each image, the second one forced where wanted. */
function source(id: number, changed: Partial<SourceContents> = {}): SourceContents {
	return {
		id,
		isNew: false,
		nMeas: 2,
		nMeasSel: 2,
		nMeasForced: 0,
		nRel: 0,
		relatedIds: [],
		measurementIds: Float64Array.of(100, 200),
		imageIds: Float64Array.of(1, 2),
		forced: Uint8Array.of(0, 0),
		...changed
	};
}

function tallied(...sources: SourceContents[]): SourceTally {
	const tally = new SourceTally(IMAGES);
	for (const one of sources) tally.add(one);
	return tally;
}

test('measurements that two sources share count once, associations twice', () => {
	const forced = {
		measurementIds: Float64Array.of(100, 900),
		forced: Uint8Array.of(0, 1),
		nMeasSel: 1,
		nMeasForced: 1
	};
	const tally = tallied(
		source(1, { nRel: 1, relatedIds: [2], isNew: true }),
		source(2, { nRel: 1, relatedIds: [1], ...forced })
	);
	expect(tally).toMatchObject({
		nSources: 2,
		nNew: 1,
		nAssociations: 4,
		nRelations: 2,
		nSelavy: 2,
		nForced: 1
	});
	expect(tally.problems()).toEqual([]);
});

describe('what does not fit is said', () => {
	const none = {
		measurementIds: new Float64Array(),
		imageIds: new Float64Array(),
		forced: new Uint8Array()
	};
	test.each<[Partial<SourceContents>, string]>([
		[{ ...none, nMeas: 0, nMeasSel: 0 }, 'Sources without measurements: 7.'],
		[{ nMeas: 3 }, 'Sources whose number of measurements is wrong: 7.'],
		[
			{ nMeasForced: 1 },
			'Sources whose numbers of forced and catalogued measurements are wrong: 7.'
		],
		[{ nRel: 1 }, 'Sources whose number of relations is wrong: 7.'],
		[{ nRel: 1, relatedIds: [8] }, 'Sources related to one that is not there: 7.'],
		[
			{ measurementIds: Float64Array.of(100, 203) },
			'Sources associated with unknown measurements: 7.'
		],
		[
			{ imageIds: Float64Array.of(1, 3) },
			'Sources with measurements in images that are not in the run: 7.'
		]
	])('%j', (changed, sentence) => {
		expect(tallied(source(7, changed)).problems()).toEqual([sentence]);
	});

	test('five sources are named, the rest counted', () => {
		const sources = Array.from({ length: 8 }, (_, index) => source(index + 1, { nMeas: 9 }));
		expect(tallied(...sources).problems()).toEqual([
			'Sources whose number of measurements is wrong: 1, 2, 3, 4, 5 and 3 more.'
		]);
	});
});
