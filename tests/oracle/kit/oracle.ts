import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { test } from 'vitest';

/** Outputs of the reference pipeline, beside the repository. They are read in place and never copied. */
export const ORACLE = fileURLToPath(new URL('../../../../shared/oracle/pipeline', import.meta.url));
export const hasOracle = existsSync(ORACLE);

/** Leaves a skipped test that says why the others are, where the expected outputs are absent. */
export function noticeWithoutOracle(): void {
	if (hasOracle) return;
	test.skip('the tests below are skipped: there is no ../shared/oracle/pipeline to compare with');
}

export type Row = Record<string, unknown>;

/** Rows of a parquet file of the oracle; empty if there is no such file. */
export async function parquetRows(path: string): Promise<Row[]> {
	const file = `${ORACLE}/${path}`;
	if (!existsSync(file)) return [];
	return parquetReadObjects({ file: await asyncBufferFromFile(file) });
}

export async function oracleBytes(path: string): Promise<Uint8Array> {
	return readFile(`${ORACLE}/${path}`);
}

export async function oracleText(path: string): Promise<string> {
	return readFile(`${ORACLE}/${path}`, 'utf8');
}

/** Numbers, 64-bit integers and booleans as a number. */
export function numberIn(row: Row, column: string): number {
	const value = row[column];
	if (typeof value === 'number') return value;
	if (typeof value === 'bigint' || typeof value === 'boolean') return Number(value);
	throw new Error(`column ${column} holds ${typeof value}, where a number is expected`);
}

export function textIn(row: Row, column: string): string {
	const value = row[column];
	if (typeof value === 'string') return value;
	throw new Error(`column ${column} holds ${typeof value}, where a text is expected`);
}

export function dateIn(row: Row, column: string): Date {
	const value = row[column];
	if (value instanceof Date) return value;
	throw new Error(`column ${column} holds ${typeof value}, where a date is expected`);
}
