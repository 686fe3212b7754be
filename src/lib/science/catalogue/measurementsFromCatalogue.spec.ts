import { describe, expect, test } from 'vitest';
import { MEASUREMENT_FIELDS } from '../measurement/fields.ts';
import { BadCatalogue } from './badCatalogue.ts';
import { measurementPrefix } from './measurementPrefix.ts';
import { measurementsFromCatalogue, type CatalogueOptions } from './measurementsFromCatalogue.ts';
import { readSelavyText } from './readSelavyText.ts';
import { selavyText, type SelavyComponent } from './selavyText.fixture.ts';

const IMAGE = { name: 'epoch01.fits', beamBmaj: 15 / 3600, beamBmin: 10 / 3600 };
const OPTIONS: CatalogueOptions = {
	condonErrors: false,
	localRmsFill: 0.2,
	raUncertaintyArcsec: 1,
	decUncertaintyArcsec: 2,
	fluxMinError: 0.001,
	posMinErrorArcsec: 0.01
};

function measured(components: SelavyComponent[], options: Partial<CatalogueOptions> = {}) {
	const table = readSelavyText(selavyText(components));
	return measurementsFromCatalogue(table, IMAGE, { ...OPTIONS, ...options });
}

describe('rows', () => {
	test('with a zero axis or flux are dropped, with a negative flux they are not', () => {
		const found = measured([
			{ component_id: 'a', maj_axis: 0 },
			{ component_id: 'b', min_axis: 0 },
			{ component_id: 'c', flux_peak: 0 },
			{ component_id: 'd', flux_int: 0 },
			{ component_id: 'e', flux_int: -3 }
		]);
		expect(found.componentId).toEqual(['e']);
	});

	test('need both axes above 0.139 of the beam', () => {
		const limit = (500 / 3600) * 15;
		const found = measured([
			{ component_id: 'a', maj_axis: limit * 1.001, min_axis: 1.4 },
			{ component_id: 'b', maj_axis: limit * 0.999, min_axis: 1.4 },
			{ component_id: 'c', maj_axis: limit * 1.001, min_axis: 1.38 }
		]);
		expect(found.componentId).toEqual(['a']);
	});

	test('keep the order of the file', () => {
		const found = measured([{ component_id: 'z' }, { component_id: 'a' }, { component_id: 'm' }]);
		expect(found.name).toEqual(['epoch01_z', 'epoch01_a', 'epoch01_m']);
	});

	test('may be none', () => {
		expect(measured([]).n).toBe(0);
	});
});

describe('errors', () => {
	test('below the floors are raised to them, positions then given in degrees', () => {
		const { raErr, decErr, fluxPeakErr, fluxIntErr } = measured([
			{ component_id: 'a', ra_err: 0, dec_err: 0.02, flux_peak_err: 0.0001, flux_int_err: 0.4 }
		]);
		expect(raErr[0]).toBeCloseTo(0.01 / 3600, 15);
		expect(decErr[0]).toBeCloseTo(0.02 / 3600, 15);
		expect(fluxPeakErr[0]).toBe(0.001);
		expect(fluxIntErr[0]).toBe(0.4);
	});

	test('are those of Condon when asked for, in their mixed units', () => {
		const plain = measured([{ component_id: 'a' }]);
		const condon = measured([{ component_id: 'a' }], { condonErrors: true });
		expect(plain.errBmaj[0]).toBe(0.1);
		expect(condon.errBmaj[0]).toBeLessThan(15.5 / 3600);
		expect(condon.fluxPeakErr[0]).not.toBe(plain.fluxPeakErr[0]);
	});

	test('of position add up to uncertainties and weights', () => {
		const found = measured([{ component_id: 'a', ra_err: 0.6, dec_err: 0.8 }]);
		const radius = found.errorRadius[0];
		const expected = Math.hypot(0.6 * Math.cos((30.016 * Math.PI) / 180), 0.8) / 3600;
		expect(radius / expected).toBeCloseTo(1, 3);
		expect(found.uncertaintyEw[0]).toBeCloseTo(Math.hypot(1 / 3600, radius), 15);
		expect(found.uncertaintyNs[0]).toBeCloseTo(Math.hypot(2 / 3600, radius), 15);
		expect(found.weightNs[0] * found.uncertaintyNs[0] ** 2).toBeCloseTo(1, 12);
	});
});

test('an rms of zero is filled before the signal to noise is formed', () => {
	const { localRms, snr, compactness } = measured([{ component_id: 'a', rms_image: 0 }]);
	expect([localRms[0], snr[0]]).toEqual([0.2, 50]);
	expect(compactness[0]).toBeCloseTo(1.1, 12);
});

test('island ratios share the flux among the components that are left', () => {
	const { fluxPeakIslRatio, fluxIntIslRatio } = measured([
		{ component_id: 'a', island_id: 'i1', flux_peak: 30, flux_int: 10 },
		{ component_id: 'b', island_id: 'i1', flux_peak: 10, flux_int: 10 },
		{ component_id: 'c', island_id: 'i1', flux_peak: 99, maj_axis: 0 },
		{ component_id: 'd', island_id: 'i2' }
	]);
	expect([...fluxPeakIslRatio]).toEqual([0.75, 0.25, 1]);
	expect([...fluxIntIslRatio]).toEqual([0.5, 0.5, 1]);
});

test('a flux that was not measured leaves the other components of its island alone', () => {
	const { fluxPeakIslRatio } = measured([
		{ component_id: 'a', flux_peak: 'nan' },
		{ component_id: 'b', flux_peak: 30 },
		{ component_id: 'c', flux_peak: 10 }
	]);
	expect([...fluxPeakIslRatio]).toEqual([NaN, 0.75, 0.25]);
});

test('a size that was not measured is not above the smallest one, whatever the other axis', () => {
	const found = measured([
		{ component_id: 'a', maj_axis: 'nan' },
		{ component_id: 'b', min_axis: 'nan' },
		{ component_id: 'c', flux_peak: 'nan' }
	]);
	expect(found.componentId).toEqual(['c']);
});

test('an error that was not measured stays so through the floors', () => {
	const found = measured([{ component_id: 'a', flux_int_err: 'nan', ra_err: 'nan' }]);
	for (const value of [found.fluxIntErr[0], found.raErr[0], found.weightEw[0]]) {
		expect(value).toBeNaN();
	}
	expect(found.decErr[0]).toBeCloseTo(0.03 / 3600, 15);
});

test('a component that comes twice is refused even where it would be dropped', () => {
	expect(() => measured([{ component_id: 'a', maj_axis: 0 }, { component_id: 'a' }])).toThrow(
		'a comes twice'
	);
});

test('an empty flag is true, as the reference turns NaN into true', () => {
	const { columns, rows } = readSelavyText(selavyText([{ component_id: 'a' }]));
	const flag = columns.indexOf('has_siblings');
	const row = rows[0].map((cell, place) => (place === flag ? '' : cell));
	expect(measurementsFromCatalogue({ columns, rows: [row] }, IMAGE, OPTIONS).hasSiblings[0]).toBe(
		1
	);
});

test('flags are true unless they are zero or no', () => {
	const flags = ['0', '1', 'False', 'true', 'nan', '0.0'].map((has_siblings, i) => ({
		component_id: `c${i}`,
		has_siblings
	}));
	expect([...measured(flags).hasSiblings]).toEqual([0, 1, 0, 1, 1, 0]);
});

test('a missing number is NaN and stays NaN', () => {
	const found = measured([{ component_id: 'a', chi_squared_fit: 'nan', pos_ang: '--' }]);
	expect(found.chiSquaredFit[0]).toBeNaN();
	expect(found.pa[0]).toBeNaN();
});

test('a table of cells gives the same as the text it came from', () => {
	const { columns, rows } = readSelavyText(
		selavyText([{ component_id: 'a' }, { component_id: 'b', flux_int: '1.25e1', has_siblings: 1 }])
	);
	expect(measurementsFromCatalogue({ columns, rows }, IMAGE, OPTIONS)).toEqual(
		measured([{ component_id: 'a' }, { component_id: 'b', flux_int: 12.5, has_siblings: 1 }])
	);
});

test('the archive spelling spectral_index_from_tt is understood', () => {
	const text = selavyText([{ component_id: 'a' }]).replace('_from_TT', '_from_tt');
	expect(measurementsFromCatalogue(readSelavyText(text), IMAGE, OPTIONS).n).toBe(1);
});

describe('a catalogue is refused when', () => {
	test('columns are missing, all of them named', () => {
		const text = selavyText([{ component_id: 'a' }]).replace(
			'flux_peak_err  flux_int',
			'flux_peak_errflux_int x'
		);
		expect(() => measurementsFromCatalogue(readSelavyText(text), IMAGE, OPTIONS)).toThrow(
			'required columns flux_peak_err, flux_int.'
		);
	});

	test('a component comes twice', () => {
		expect(() => measured([{ component_id: 'a' }, { component_id: 'a', flux_peak: 0 }])).toThrow(
			'Found duplicated names in sources: a'
		);
	});

	test('a cell is no number, or the position is off the sky', () => {
		expect(() => measured([{ component_id: 'a', flux_int: 'bright' }])).toThrow(
			"Component 1 has 'bright' in column flux_int"
		);
		expect(() => measured([{ component_id: 'a', dec_deg_cont: -95 }])).toThrow(BadCatalogue);
		expect(() => measured([{ component_id: 'a', ra_deg_cont: 'nan' }])).toThrow('not on the sky');
	});
});

test.each([
	['image.i.SB9668.cont.VAST_0341-50A.fits', 'SB9668_c'],
	['epoch01.fits', 'epoch01_c'],
	['VAST_2118-06A.EPOCH01.I.cutout.fits', 'VAST_2118-06A_c']
])('measurements of %s are called %s', (image, name) => {
	expect(`${measurementPrefix(image)}c`).toBe(name);
});

test('every column but id has its place in the Parquet file', () => {
	const found = measured([{ component_id: 'a' }]);
	const keys = Object.keys(found).filter((key) => key !== 'n' && key !== 'id');
	expect(MEASUREMENT_FIELDS.map(({ key }) => key).toSorted()).toEqual(keys.toSorted());
	expect(MEASUREMENT_FIELDS[25].column).toBe('name');
});
