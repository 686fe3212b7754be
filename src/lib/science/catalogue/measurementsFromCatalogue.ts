import type { MeasurementColumns } from '../measurement/columns.ts';
import { emptyMeasurements } from '../measurement/emptyMeasurements.ts';
import { separationArccosDeg } from '../sky/separation.ts';
import { BadCatalogue } from './badCatalogue.ts';
import { COLUMN_MAPS, type ColumnMap } from './columnMaps.ts';
import { condonErrors } from './condon.ts';
import { measurementPrefix } from './measurementPrefix.ts';
import { columnPlaces, readFlags, readNumbers } from './readColumn.ts';
import { cellsOf, type CatalogueTable } from './table.ts';

/** The image a catalogue was found in: file name without folders, and beam axes in degrees. */
export interface CatalogueImage {
	name: string;
	beamBmaj: number;
	beamBmin: number;
}

export interface CatalogueOptions {
	/** Replace the finder's errors by those of Condon (1997). */
	condonErrors: boolean;
	/** mJy/beam, in place of an rms of exactly 0. */
	localRmsFill: number;
	raUncertaintyArcsec: number;
	decUncertaintyArcsec: number;
	/** Floor of the finder's flux errors, mJy. */
	fluxMinError: number;
	/** Floor of the finder's position errors, arcsec. */
	posMinErrorArcsec: number;
}

/**
 * Turns a catalogue into measurements in the steps of spec/pipeline.md §3.2, in that order. Rows with a zero size or flux
 * and rows smaller than 0.139 beams are dropped; `id` is left 0. NaN in an error or shape column goes through.
 * @throws BadCatalogue for missing columns, duplicate components, cells that are no numbers and positions off the sky
 */
export function measurementsFromCatalogue(
	table: CatalogueTable,
	image: CatalogueImage,
	options: CatalogueOptions,
	map: ColumnMap = COLUMN_MAPS.selavy
): MeasurementColumns {
	const places = columnPlaces(table, map);
	refuseDuplicates(table, placeOf(places, map, 'componentId'));
	const rows = usableRows(table, image, { places, map });
	const measurements = readRows(table, rows, { places, map });
	refuseBadPositions(measurements);
	const prefix = measurementPrefix(image.name);
	measurements.name = measurements.componentId.map((component) => prefix + component);
	applyFloors(measurements, options);
	deriveRatios(measurements);
	if (options.condonErrors) replaceErrors(measurements, image);
	deriveUncertainties(measurements, options);
	measurements.fluxIntIslRatio = islandRatios(measurements.islandId, measurements.fluxInt);
	measurements.fluxPeakIslRatio = islandRatios(measurements.islandId, measurements.fluxPeak);
	return measurements;
}

interface Reading {
	places: Map<string, number>;
	map: ColumnMap;
}

function placeOf(
	places: Map<string, number>,
	map: ColumnMap,
	key: keyof MeasurementColumns
): number {
	const rule = map.columns.find((candidate) => candidate.key === key);
	const place = rule && places.get(rule.column);
	if (place !== undefined) return place;
	throw new BadCatalogue(`The column map of ${map.finder} has no column for ${key}.`);
}

/** Step 1. */
function refuseDuplicates(table: CatalogueTable, place: number): void {
	const cells = cellsOf(table);
	const seen = new Set<string>();
	for (let row = 0; row < cells.count; row++) {
		const component = cells.text(row, place);
		if (seen.has(component)) {
			throw new BadCatalogue(`Found duplicated names in sources: ${component} comes twice.`);
		}
		seen.add(component);
	}
}

/** Steps 2 and 3. The factor 500 between degrees and arcsec makes the smallest size 0.139 beams (spec/pipeline.md §3.2-3). */
function usableRows(table: CatalogueTable, image: CatalogueImage, reading: Reading): Int32Array {
	const all = Int32Array.from({ length: cellsOf(table).count }, (_, row) => row);
	const column = (key: keyof MeasurementColumns) =>
		readNumbers(table, placeOf(reading.places, reading.map, key), all);
	const [bmaj, bmin] = [column('bmaj'), column('bmin')];
	const [fluxPeak, fluxInt] = [column('fluxPeak'), column('fluxInt')];
	return all.filter((row) => {
		if (bmaj[row] === 0 || bmin[row] === 0) return false;
		if (fluxPeak[row] === 0 || fluxInt[row] === 0) return false;
		return bmaj[row] > 500 * image.beamBmaj && bmin[row] > 500 * image.beamBmin;
	});
}

function readRows(
	table: CatalogueTable,
	rows: Int32Array,
	{ places, map }: Reading
): MeasurementColumns {
	const cells = cellsOf(table);
	const measurements = emptyMeasurements(rows.length);
	for (const rule of map.columns) {
		const place = placeOf(places, map, rule.key);
		if (rule.kind === 'number') measurements[rule.key] = readNumbers(table, place, rows);
		else if (rule.kind === 'flag') measurements[rule.key] = readFlags(table, place, rows);
		else measurements[rule.key] = Array.from(rows, (row) => cells.text(row, place));
	}
	return measurements;
}

/** A component that is nowhere cannot be associated nor stored on the sphere. */
function refuseBadPositions({ n, ra, dec, componentId }: MeasurementColumns): void {
	for (let i = 0; i < n; i++) {
		if (Math.abs(ra[i]) <= 720 && Math.abs(dec[i]) <= 90) continue;
		throw new BadCatalogue(
			`Component ${componentId[i]} has the position ${ra[i]}, ${dec[i]}, which is not on the sky.`
		);
	}
}

/** Steps 5 to 7. */
function applyFloors(measurements: MeasurementColumns, options: CatalogueOptions): void {
	const { n, fluxIntErr, fluxPeakErr, raErr, decErr, localRms } = measurements;
	const { fluxMinError, posMinErrorArcsec, localRmsFill } = options;
	for (let i = 0; i < n; i++) {
		if (fluxIntErr[i] < fluxMinError) fluxIntErr[i] = fluxMinError;
		if (fluxPeakErr[i] < fluxMinError) fluxPeakErr[i] = fluxMinError;
		if (raErr[i] < posMinErrorArcsec) raErr[i] = posMinErrorArcsec;
		if (decErr[i] < posMinErrorArcsec) decErr[i] = posMinErrorArcsec;
		raErr[i] /= 3600;
		decErr[i] /= 3600;
		if (localRms[i] === 0) localRms[i] = localRmsFill;
	}
}

/** Step 8. */
function deriveRatios({ n, ...columns }: MeasurementColumns): void {
	for (let i = 0; i < n; i++) {
		columns.snr[i] = columns.fluxPeak[i] / columns.localRms[i];
		columns.compactness[i] = columns.fluxInt[i] / columns.fluxPeak[i];
	}
}

/** Step 9. */
function replaceErrors({ n, ...columns }: MeasurementColumns, image: CatalogueImage): void {
	const beam = { bmaj: image.beamBmaj, bmin: image.beamBmin };
	for (let i = 0; i < n; i++) {
		const component = {
			bmajArcsec: columns.bmaj[i],
			bminArcsec: columns.bmin[i],
			paDeg: columns.pa[i],
			fluxPeak: columns.fluxPeak[i],
			fluxInt: columns.fluxInt[i],
			snr: columns.snr[i],
			localRms: columns.localRms[i]
		};
		const errors = condonErrors(component, beam);
		columns.raErr[i] = errors.raErr;
		columns.decErr[i] = errors.decErr;
		columns.errBmaj[i] = errors.errBmaj;
		columns.errBmin[i] = errors.errBmin;
		columns.errPa[i] = errors.errPa;
		columns.fluxPeakErr[i] = errors.fluxPeakErr;
		columns.fluxIntErr[i] = errors.fluxIntErr;
	}
}

/** Steps 10 to 12, degrees and deg⁻². */
function deriveUncertainties({ n, ...columns }: MeasurementColumns, options: CatalogueOptions) {
	const ewSysErr = options.raUncertaintyArcsec / 3600;
	const nsSysErr = options.decUncertaintyArcsec / 3600;
	for (let i = 0; i < n; i++) {
		const radius = errorRadius(columns.ra[i], columns.dec[i], columns.raErr[i], columns.decErr[i]);
		const ew = Math.hypot(ewSysErr, radius);
		const ns = Math.hypot(nsSysErr, radius);
		columns.ewSysErr[i] = ewSysErr;
		columns.nsSysErr[i] = nsSysErr;
		columns.errorRadius[i] = radius;
		columns.uncertaintyEw[i] = ew;
		columns.uncertaintyNs[i] = ns;
		columns.weightEw[i] = 1 / (ew * ew);
		columns.weightNs[i] = 1 / (ns * ns);
	}
}

/** Step 11: the farthest corner of the error box, degrees. The error in RA is added without 1/cos δ, as the reference does. */
function errorRadius(ra: number, dec: number, raErr: number, decErr: number): number {
	return Math.max(
		separationArccosDeg(ra, dec, ra + raErr, dec + decErr),
		separationArccosDeg(ra, dec, ra + raErr, dec - decErr),
		separationArccosDeg(ra, dec, ra - raErr, dec + decErr),
		separationArccosDeg(ra, dec, ra - raErr, dec - decErr)
	);
}

/** Step 13: the share of each component in the flux of its island, over the rows that are left. A NaN adds nothing to the sum. */
function islandRatios(islands: string[], flux: Float64Array): Float64Array {
	const sums = new Map<string, number>();
	islands.forEach((island, i) => {
		const more = Number.isNaN(flux[i]) ? 0 : flux[i];
		sums.set(island, (sums.get(island) ?? 0) + more);
	});
	return flux.map((value, i) => value / (sums.get(islands[i]) ?? NaN));
}
