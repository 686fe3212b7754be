import { expect, test } from 'vitest';
import type { EpochRetraction } from '#schema/epochRetraction.ts';
import { lightCurve } from './lightCurve.fixture.ts';
import { drawCurve, type CurveLook } from './series.ts';
import { markedEpochs, markLines, marksByImage, signsSaid } from './epochMarks.ts';

const LOOK: CurveLook = {
	...{ flux: 'peak', normalised: false, logarithmic: false, limits: false, sigma: 3, rms: false },
	...{ hiddenMhz: [], fold: null }
};

test('epochs of uncertain and bad images are marked, those of good and unmarked ones are not', () => {
	const marks = {
		7: { kind: 'bad', reason: 'sidelobes' },
		8: { kind: 'uncertain', reason: 'ionosphere' },
		9: { kind: 'good', reason: 'looked at' }
	} as const;
	expect([...markedEpochs([9, 7, 5, 8, 7], marks)]).toEqual([
		[1, 'bad'],
		[3, 'uncertain'],
		[4, 'bad']
	]);
});

const said = (imageId: number, state: EpochRetraction['state']): EpochRetraction => ({
	...{ id: `${imageId}${state}`, objectId: 'o', scope: 'measurement', imageId, measurementId: 1 },
	...{ mjd: 60_000, frequencyMhz: 888, reason: 'too bright', state },
	...{ byId: 'b', byName: 'Ben', at: new Date(0) },
	...{ decidedById: null, decidedByName: null, decidedAt: null }
});

test('a retraction shows on its epoch and in the legend, unless the image is bad anyway', () => {
	const marks = marksByImage(
		[
			{ imageId: 7, kind: 'bad', reason: 'storm' },
			{ imageId: 8, kind: 'uncertain', reason: 'ionosphere' }
		],
		[said(7, 'proposed'), said(8, 'proposed'), said(9, 'agreed'), said(9, 'proposed')]
	);
	const curve = lightCurve({ mjd: [1, 2, 3], imageId: [7, 8, 9] });
	const marked = markedEpochs(curve.imageId, marks);
	expect([...marked.values()]).toEqual(['bad', 'proposed', 'retracted']);
	expect(markLines(8, marks)).toEqual(['proposed to be retracted: too bright (Ben)']);
	const look = { ...LOOK, sigma: 3 };
	const drawn = drawCurve(curve, look);
	expect(signsSaid(look, { drawn, marked })).toMatch(
		/crossed: bad image, hollow in brackets: proposed to be retracted, in brackets and barred: retracted/
	);
	expect(signsSaid(look, { drawn, marked: new Map() })).not.toMatch(/retracted/);
});
