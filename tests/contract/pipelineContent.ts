import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Run } from '#schema/run.ts';
import { rowsOf } from './pipelineRuns.ts';

type Row = Record<string, unknown>;
/** Tables of a run's directory → rows that say the same whatever ids were given out. */
export type RunContent = Record<string, string[]>;

/**
 * What a run's Parquet files say, without ids: sources by their own numbers, associations and pairs by the names of
 * image and component. Two runs over the same files say the same.
 */
export async function contentOf(run: Run): Promise<RunContent> {
	const images = await table(run, 'images');
	const measurements = new Map<unknown, string>();
	for (const image of images)
		for (const row of await rowsOf(String(image.measurements_path)))
			measurements.set(row.id, `${String(image.name)} ${String(row.component_id)}`);
	const sources = await table(run, 'sources');
	const associations = await table(run, 'associations');
	const named = (id: unknown) => measurements.get(BigInt(Number(id))) ?? `unknown ${String(id)}`;
	const members = new Map<unknown, string[]>();
	for (const { source_id, meas_id } of associations)
		members.set(source_id, [...(members.get(source_id) ?? []), named(meas_id)]);
	const source = (id: unknown) => (members.get(BigInt(Number(id))) ?? []).sort().join(', ');
	return {
		images: sorted(images, ['id', 'band_id', 'skyreg_id']),
		measurements: [...measurements.values()].sort(),
		sources: sources.map(({ id, ...row }) => `${source(id)}: ${written(row)}`).sort(),
		associations: associations
			.map(
				({ source_id, meas_id, d2d }) => `${source(source_id)}: ${named(meas_id)} ${String(d2d)}`
			)
			.sort(),
		relations: (await table(run, 'relations'))
			.map((row) => `${source(row.from_source_id)} → ${source(row.to_source_id)}`)
			.sort(),
		pairs: (await table(run, 'measurement_pairs'))
			.map(({ source_id, meas_id_a, meas_id_b, ...row }) => {
				const pair = `${named(meas_id_a)} ${named(meas_id_b)}`;
				return `${source(source_id)}: ${pair} ${written(row)}`;
			})
			.sort(),
		bands: sorted(await table(run, 'bands'), ['id']),
		skyRegions: sorted(await table(run, 'skyregions'), ['id'])
	};
}

async function table({ path }: Run, name: string): Promise<Row[]> {
	const file = join(path, `${name}.parquet`);
	return existsSync(file) ? rowsOf(file) : [];
}

function sorted(rows: Row[], ids: string[]): string[] {
	return rows.map((row) => written(row, ids)).sort();
}

function written(row: Row, without: string[] = []): string {
	const kept = Object.entries(row).filter(
		([key]) => !without.includes(key) && key !== '__index_level_0__'
	);
	return JSON.stringify(kept, (_key, value: unknown) =>
		typeof value === 'bigint' ? Number(value) : value
	);
}
