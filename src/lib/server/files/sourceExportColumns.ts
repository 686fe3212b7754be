import type { SourceRow } from '#schema/sourceQuery.ts';
import { SOURCE_COLUMNS, type SourceColumn, type SourceColumnKey } from '#schema/sourceTable.ts';

/** One column of every form of the file. Nothing is null. */
export type ExportColumn = {
	/** What an address calls it. */
	key: string;
	name: string;
	/** As VOUnits has it; '' for none. */
	unit: string;
	/** IVOA's word for what it holds. */
	ucd: string;
	description: string;
} & (
	| { type: 'text'; value: (row: SourceRow) => string | null }
	| { type: 'number' | 'integer'; value: (row: SourceRow) => number | null }
	| { type: 'flag'; value: (row: SourceRow) => boolean | null }
);

const NAMES: Partial<Record<SourceColumnKey, string>> = {
	runName: 'run',
	separationArcsec: 'separation'
};

const UCDS: Partial<Record<SourceColumnKey, string>> = {
	name: 'meta.id',
	runName: 'meta.id',
	wavgRa: 'pos.eq.ra;meta.main',
	wavgDec: 'pos.eq.dec;meta.main',
	wavgUncertaintyEw: 'stat.error;pos.eq.ra',
	wavgUncertaintyNs: 'stat.error;pos.eq.dec',
	separationArcsec: 'pos.angDistance',
	nNeighbourDist: 'pos.angDistance',
	avgFluxPeak: 'phot.flux.density;em.radio;stat.mean',
	minFluxPeak: 'phot.flux.density;em.radio;stat.min',
	maxFluxPeak: 'phot.flux.density;em.radio;stat.max',
	avgFluxInt: 'phot.flux.density;em.radio;stat.mean',
	minFluxInt: 'phot.flux.density;em.radio;stat.min',
	maxFluxInt: 'phot.flux.density;em.radio;stat.max',
	minFluxPeakIslRatio: 'arith.ratio;stat.min',
	minFluxIntIslRatio: 'arith.ratio;stat.min',
	avgCompactness: 'arith.ratio;stat.mean',
	minSnr: 'stat.snr;stat.min',
	maxSnr: 'stat.snr;stat.max',
	newHighSigma: 'stat.snr',
	nMeas: 'meta.number',
	nMeasSel: 'meta.number',
	nMeasForced: 'meta.number',
	nRel: 'meta.number',
	nSibl: 'meta.number',
	vInt: 'src.var.index',
	vPeak: 'src.var.index',
	etaInt: 'src.var.index',
	etaPeak: 'src.var.index',
	vsAbsSignificantMaxInt: 'src.var.index',
	vsAbsSignificantMaxPeak: 'src.var.index',
	mAbsSignificantMaxInt: 'src.var.index',
	mAbsSignificantMaxPeak: 'src.var.index',
	isNew: 'meta.code',
	verdict: 'meta.code.class',
	tags: 'meta.note'
};

/** What a table on the screen shows of a source, and the numbers by which programs know it. */
export const EXPORT_COLUMNS: readonly ExportColumn[] = [
	{
		...{ key: 'id', name: 'source_id', unit: '', ucd: 'meta.id;meta.main' },
		description: 'Source of a run, by its number',
		...{ type: 'integer', value: ({ id }) => id }
	},
	{
		...{ key: 'runId', name: 'run_id', unit: '', ucd: 'meta.id' },
		description: 'The pipeline run it belongs to, by its number',
		...{ type: 'integer', value: ({ runId }) => runId }
	},
	{
		...{ key: 'objectId', name: 'object_id', unit: '', ucd: 'meta.id' },
		description: 'The object on the sky, the same in every run',
		...{ type: 'text', value: ({ objectId }) => objectId }
	},
	...SOURCE_COLUMNS.map(exported),
	{
		...{ key: 'newTrueHighSigma', name: 'new_true_high_sigma', unit: '', ucd: 'stat.snr' },
		description:
			'Its flux over the smallest rms there in earlier images, sigma; only for new sources',
		...{
			type: 'number',
			value: ({ isNew, newTrueHighSigma }) => measured(isNew ? newTrueHighSigma : null)
		}
	}
];

/** A column of the table in full: numbers with every digit, positions in degrees. */
function exported(column: SourceColumn): ExportColumn {
	const { key, scale = 1, decimals } = column;
	const told = toldOf(column);
	switch (key) {
		case 'wavgRa':
		case 'wavgDec':
			return { ...told, unit: 'deg', type: 'number', value: (row) => measured(row[key]) };
		case 'isNew':
		case 'isFavourite':
			return { ...told, type: 'flag', value: (row) => row[key] };
		case 'tags':
			return { ...told, type: 'text', value: ({ tags }) => tags.join(', ') };
		case 'name':
		case 'runName':
		case 'verdict':
			return { ...told, type: 'text', value: (row) => row[key] };
	}
	// Counts are called so; a frequency without decimals is none.
	const type = decimals === 0 && /^n[A-Z]/.test(key) ? 'integer' : 'number';
	return { ...told, type, value: (row) => scaled(numberOf(key, row), scale) };
}

function toldOf({ key, unit, about }: SourceColumn) {
	return {
		key,
		name: NAMES[key] ?? key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
		unit: unit === 'σ' ? '' : unit,
		ucd: UCDS[key] ?? '',
		description: unit === 'σ' ? `${about} (sigma)` : about
	};
}

function numberOf(key: SourceColumnKey, row: SourceRow): number | null {
	const value = row[key];
	// Sources that are not new have no such significance, whatever stands there.
	const isKnown = typeof value === 'number' && (key !== 'newHighSigma' || row.isNew);
	return measured(isKnown ? value : null);
}

function scaled(value: number | null, scale: number): number | null {
	return value === null ? null : value * scale;
}

function measured(value: number | null): number | null {
	return value !== null && Number.isFinite(value) ? value : null;
}

/** A column's name where its unit has no place of its own: `avg_flux_peak_mjy_beam`. */
export function nameWithUnit({ name, unit }: ExportColumn): string {
	return unit === '' ? name : `${name}_${unit.toLowerCase().replaceAll('/', '_')}`;
}
