import { formatDec, formatRa } from '../sky/format.ts';
import { sourceName } from '../sky/sourceName.ts';
import type { Component } from './component.ts';

/** A component with its place in the catalogue. */
export interface CatalogueRow extends Component {
	islandId: string;
	componentId: string;
	hasSiblings: boolean;
}

/** Islands by their brightest peak, numbered from 1; their components by peak, lettered a, b, … */
export function catalogueRows(components: Component[]): CatalogueRow[] {
	const islands = new Map<string, Component[]>();
	for (const component of [...components].sort((a, b) => b.fluxPeak - a.fluxPeak)) {
		const members = islands.get(component.island);
		if (members === undefined) islands.set(component.island, [component]);
		else members.push(component);
	}
	return [...islands.values()].flatMap((members, island) =>
		members.map((component, i) => ({
			...component,
			islandId: `island_${island + 1}`,
			componentId: `component_${island + 1}${String.fromCharCode(97 + i)}`,
			hasSiblings: members.length > 1
		}))
	);
}

/** One column of Selavy's component catalogue, in the forms its three kinds of file need. */
export interface SelavyColumn {
	name: string;
	unit: string;
	/** Characters in fixed-width text. */
	width: number;
	datatype: 'char' | 'double' | 'float' | 'int';
	value: (row: CatalogueRow) => string;
}

function text(
	name: string,
	unit: string,
	width: number,
	value: (row: CatalogueRow) => string
): SelavyColumn {
	return { name, unit, width, datatype: 'char', value };
}

function real(
	name: string,
	unit: string,
	decimals: number,
	value: (row: CatalogueRow) => number
): SelavyColumn {
	const width = Math.max(name.length, decimals + 8) + 1;
	const datatype = name.endsWith('_deg_cont') ? 'double' : 'float';
	return { name, unit, width, datatype, value: (row) => value(row).toFixed(decimals) };
}

function flag(name: string, value: (row: CatalogueRow) => boolean): SelavyColumn {
	const width = name.length + 1;
	return { name, unit: '', width, datatype: 'int', value: (row) => (value(row) ? '1' : '0') };
}

/** The columns of casda.continuum_component_description v1.9, in order. Errors of deconvolved sizes are not simulated: 0. */
export const SELAVY_COLUMNS: SelavyColumn[] = [
	text('island_id', '--', 12, (row) => row.islandId),
	text('component_id', '--', 16, (row) => row.componentId),
	text('component_name', '', 16, (row) => componentName(row)),
	text('ra_hms_cont', '', 13, (row) => formatRa(row.ra, 1)),
	text('dec_dms_cont', '', 13, (row) => formatDec(row.dec, 0)),
	real('ra_deg_cont', '[deg]', 6, (row) => row.ra),
	real('dec_deg_cont', '[deg]', 6, (row) => row.dec),
	real('ra_err', '[arcsec]', 2, (row) => row.raErr),
	real('dec_err', '[arcsec]', 2, (row) => row.decErr),
	real('freq', '[MHz]', 1, (row) => row.frequencyMhz),
	real('flux_peak', '[mJy/beam]', 6, (row) => row.fluxPeak),
	real('flux_peak_err', '[mJy/beam]', 6, (row) => row.fluxPeakErr),
	real('flux_int', '[mJy]', 6, (row) => row.fluxInt),
	real('flux_int_err', '[mJy]', 6, (row) => row.fluxIntErr),
	real('maj_axis', '[arcsec]', 2, (row) => row.fitted.majorArcsec),
	real('min_axis', '[arcsec]', 2, (row) => row.fitted.minorArcsec),
	real('pos_ang', '[deg]', 2, (row) => row.fitted.paDeg),
	real('maj_axis_err', '[arcsec]', 2, (row) => row.majorErr),
	real('min_axis_err', '[arcsec]', 2, (row) => row.minorErr),
	real('pos_ang_err', '[deg]', 2, (row) => row.paErr),
	real('maj_axis_deconv', '[arcsec]', 2, (row) => row.deconvolved.majorArcsec),
	real('min_axis_deconv', '[arcsec]', 2, (row) => row.deconvolved.minorArcsec),
	real('pos_ang_deconv', '[deg]', 2, (row) => row.deconvolved.paDeg),
	real('maj_axis_deconv_err', '[arcsec]', 2, () => 0),
	real('min_axis_deconv_err', '[arcsec]', 2, () => 0),
	real('pos_ang_deconv_err', '[deg]', 2, () => 0),
	real('chi_squared_fit', '--', 6, (row) => row.chiSquared),
	real('rms_fit_gauss', '[mJy/beam]', 6, (row) => row.rmsFit),
	real('spectral_index', '--', 2, (row) => row.spectralIndex),
	real('spectral_curvature', '--', 2, () => -99),
	real('spectral_index_err', '--', 2, (row) => row.spectralIndexErr),
	real('spectral_curvature_err', '--', 2, () => 0),
	real('rms_image', '[mJy/beam]', 6, (row) => row.rms),
	flag('has_siblings', (row) => row.hasSiblings),
	flag('fit_is_estimate', () => false),
	flag('spectral_index_from_TT', () => true),
	flag('flag_c4', () => false),
	text('comment', '', 100, () => '')
];

/** J211812-331204: as a source's name, without the tenth of a second. */
function componentName(row: CatalogueRow): string {
	return sourceName(row.ra, row.dec).replace(/\.\d/, '');
}
