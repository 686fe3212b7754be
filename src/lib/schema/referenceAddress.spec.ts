import { describe, expect, test } from 'vitest';
import { readReferenceQuery } from './referenceAddress.ts';
import { readSourceQuery } from './sourceQueryAddress.ts';
import { sourceFieldSchema } from './sourceFilter.ts';

const read = (text: string) => readReferenceQuery(new URLSearchParams(text));

describe('a question in the words of the reference', () => {
	test('asks the same in ours', () => {
		const { runNames, address } = read(
			'run=vast_dr1&coord=10:00:24 -30:12:00&coordsys=icrs&radius=2&radiusunit=arcmin' +
				'&min_eta_peak=5.5&max_v_int=0.3&min_vs_abs_significant_max_peak=4.3&tags_include=a,b' +
				'&tags_exclude=c&newsrc&no_siblings&source_selection=J0959,J1000&meas=17'
		);
		expect(runNames).toEqual(['vast_dr1']);
		const { query, problems } = readSourceQuery(address);
		expect(problems).toEqual([]);
		expect(query.places).toEqual([
			{ said: '10:00:24 -30:12:00', frame: 'icrs', radiusDeg: 2 / 60 }
		]);
		expect(query.numbers).toEqual([
			{ field: 'etaPeak', min: 5.5, max: null },
			{ field: 'vInt', min: null, max: 0.3 },
			{ field: 'vsAbsSignificantMaxPeak', min: 4.3, max: null }
		]);
		expect(query.tags).toEqual({ any: [], all: ['a', 'b'], none: ['c'] });
		expect(query).toMatchObject({ newOnly: true, withoutSiblings: true, measurementId: 17 });
		expect(query.named).toEqual(['J0959', 'J1000']);
	});

	test('means the peak flux where the hash of its page names none', () => {
		const { runNames, address } = read('run_name=night 3&min_eta=2&max_v=0.5&new_source=true');
		expect(runNames).toEqual(['night 3']);
		expect(Object.fromEntries(address)).toEqual({
			min_etaPeak: '2',
			max_vPeak: '0.5',
			new: 'on'
		});
	});

	test('tells the smallest flux from the lower bound of a flux', () => {
		const { address } = read('min_min_flux_peak=1&max_min_flux_int=2&min_max_flux_peak=3');
		expect(Object.fromEntries(address)).toEqual({
			min_minFluxPeak: '1',
			max_minFluxInt: '2',
			min_maxFluxPeak: '3'
		});
		const ratios = read('min_min_flux_peak_isl_ratio=0.5&max_min_flux_int_isl_ratio=0.9').address;
		expect(Object.fromEntries(ratios)).toEqual({
			min_minFluxPeakIslRatio: '0.5',
			max_minFluxIntIslRatio: '0.9'
		});
	});

	test.each(sourceFieldSchema.options)(
		'knows %s by the name the reference’s models give it',
		(field) => {
			const name = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
			expect(Object.fromEntries(read(`min_${name}=1`).address)).toEqual({ [`min_${field}`]: '1' });
		}
	);

	test('drops a radius without a position, empty fields and what it does not know', () => {
		const { address } = read(
			'radius=10&radiusunit=arcsec&coordsys=icrs&NeighbourUnit=arcmin&min_eta_peak=&foo=1' +
				'&min_bogus=2&newsrc=false&constructor=1&min_constructor=1'
		);
		expect([...address]).toEqual([]);
	});
});
