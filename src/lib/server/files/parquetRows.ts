import { parquetMetadataAsync } from 'hyparquet';
import { withFile } from './fileFailure.ts';
import type { Storage } from './storage.ts';

/** How many rows a Parquet file has, from its end alone; null when there is no such file. */
export async function parquetRows(storage: Storage, path: string): Promise<number | null> {
	if (!(await storage.exists(path))) return null;
	return withFile(path, async () => {
		const { bytes } = await storage.fingerprint(path);
		const slice = async (start: number, end = bytes) => {
			const range = await storage.readRange(path, start, end);
			return Uint8Array.from(range).buffer;
		};
		const { num_rows } = await parquetMetadataAsync({ byteLength: bytes, slice });
		return Number(num_rows);
	});
}
