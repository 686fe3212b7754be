import type { MeasurementColumns } from './columns.ts';

/** Columns for n measurements: numbers and flags 0, texts empty. */
export function emptyMeasurements(n: number): MeasurementColumns {
	const numbers = () => new Float64Array(n);
	const flags = () => new Uint8Array(n);
	const texts = () => Array.from({ length: n }, () => '');
	return {
		n,
		islandId: texts(),
		componentId: texts(),
		name: texts(),
		localRms: numbers(),
		ra: numbers(),
		raErr: numbers(),
		dec: numbers(),
		decErr: numbers(),
		fluxPeak: numbers(),
		fluxPeakErr: numbers(),
		fluxInt: numbers(),
		fluxIntErr: numbers(),
		bmaj: numbers(),
		errBmaj: numbers(),
		bmin: numbers(),
		errBmin: numbers(),
		pa: numbers(),
		errPa: numbers(),
		psfBmaj: numbers(),
		psfBmin: numbers(),
		psfPa: numbers(),
		flagC4: flags(),
		chiSquaredFit: numbers(),
		spectralIndex: numbers(),
		spectralIndexFromTT: flags(),
		hasSiblings: flags(),
		snr: numbers(),
		compactness: numbers(),
		ewSysErr: numbers(),
		nsSysErr: numbers(),
		errorRadius: numbers(),
		uncertaintyEw: numbers(),
		uncertaintyNs: numbers(),
		weightEw: numbers(),
		weightNs: numbers(),
		forced: flags(),
		fluxIntIslRatio: numbers(),
		fluxPeakIslRatio: numbers(),
		id: numbers()
	};
}
