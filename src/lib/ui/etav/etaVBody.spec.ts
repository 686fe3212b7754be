import { expect, test } from 'vitest';
import { etaVBody, readEtaVBody, type EtaVPoints } from '#schema/etaVBody.ts';

const points = (n: number): EtaVPoints => ({
	sourceId: Float64Array.from({ length: n }, (_, i) => 2 ** 40 + i),
	logEta: Float32Array.from({ length: n }, (_, i) => i / 7),
	logV: Float32Array.from({ length: n }, (_, i) => -i),
	flux: new Float32Array(n).fill(NaN),
	nMeas: new Float32Array(n).fill(3),
	isNew: Uint8Array.from({ length: n }, (_, i) => i % 2),
	colour: new Float32Array()
});

test.each([0, 1, 3, 8, 1001])('%i points are read back as they were written', (n) => {
	const alone = { here: points(n), there: null, partner: new Int32Array() };
	expect(readEtaVBody(etaVBody(alone).buffer)).toEqual(alone);
	const compared = {
		here: points(n + 2),
		there: points(n),
		partner: new Int32Array(n + 2).fill(-1)
	};
	expect(readEtaVBody(etaVBody(compared).buffer)).toEqual(compared);
});
