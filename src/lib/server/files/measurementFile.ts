import type { MeasurementColumns } from '#science/measurement/columns.ts';
import { MEASUREMENT_FIELDS } from '#science/measurement/fields.ts';
import type { ParquetColumn } from './parquetColumns.ts';
import { parquetBytes } from './parquetWriter.ts';

/** measurements.parquet of one image, with the reference's columns in its order (spec/pipeline.md §3.2). */
export function measurementFile(
	measurements: MeasurementColumns,
	image: { id: number; datetimeMs: number }
): Uint8Array {
	const fields = MEASUREMENT_FIELDS.map((field): ParquetColumn => {
		const { column: name, key, kind } = field;
		if (kind === 'string') return { name, type: 'string', values: measurements[key] };
		if (kind === 'float') return { name, type: 'float64', values: measurements[key] };
		return { name, type: 'bool', values: measurements[key] };
	});
	const beforeName = MEASUREMENT_FIELDS.findIndex(({ key }) => key === 'name');
	const everyRow = (value: number) => ({ values: [value], rows: new Uint8Array(measurements.n) });
	return parquetBytes([
		...fields.slice(0, beforeName),
		{ name: 'image_id', type: 'int64', ...everyRow(image.id) },
		{ name: 'time', type: 'time', ...everyRow(image.datetimeMs) },
		...fields.slice(beforeName),
		{ name: 'id', type: 'int64', values: measurements.id }
	]);
}

/** Directory of what is kept of one image: dots become underscores, as the field's tools expect. */
export function imageDirectoryName(imageName: string): string {
	return imageName.replaceAll('.', '_');
}

/** File of what a run has measured in one image by forced extraction, in the run's directory. */
export function forcedFileName(imageName: string): string {
	return `forced_measurements_${imageDirectoryName(imageName)}.parquet`;
}
