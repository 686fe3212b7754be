import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { fileFailure } from '#server/files/fileFailure.ts';
import { callerDirectory, type Command } from './command.ts';
import { featureColumns, featuresOfFile, isScored, type SourceFeatures } from './featuresOfFile.ts';
import type { Output } from './output.ts';

export const featuresCommand: Command = {
	name: 'features',
	positionals: ['LIGHTCURVES.csv'],
	summary: 'Score light curves: how much like a scattering event, and what else each could be.',
	help: `Reads columns source, mjd, frequency_mhz, flux_mjy, flux_err_mjy and, where there are, image, forced,
ra, dec, in any order; other columns are left out. Writes one row per source with every feature, its
ese_score (0 to 1, higher is more like a scattering event, comparable between sources) and
best_alternative, the ordinary explanation that fits best. Empty cells are numbers that are not defined;
a source with "not enough data" scores 0.
Rows of a source may stand anywhere; if they stand together, the file may be larger than the memory.
Rows with the same image (or, without that column, the same time and frequency) are of one image: where
eight sources or more agree that its flux scale is off, it is put right first (images_rescaled,
common_mode_share). Needs no database. Without -o the table goes to standard output, with --json as one
object per line.
Example: npm run cli -- features lightcurves.csv -o features.csv`,
	options: { out: { type: 'string', short: 'o' } },
	optionHelp: { '-o, --out OUT.csv': 'File to write; it appears whole or not at all.' },
	needsEngines: false,
	async run({ values, positionals: [file] }, output) {
		const path = resolve(callerDirectory(), file);
		if (typeof values.out !== 'string') {
			await print(path, output);
			return true;
		}
		const out = resolve(callerDirectory(), values.out);
		const counts = await writeWhole(path, out);
		const unscored = counts.sources - counts.scored;
		const rest = unscored > 0 ? `, ${unscored} of them without enough data` : '';
		output.result({ out, ...counts }, `${out}: ${counts.sources} sources${rest}.`);
		return true;
	}
};

/** The table on standard output. */
async function print(path: string, output: Output): Promise<void> {
	if (output.json) {
		for await (const features of featuresOfFile(path)) output.message(withoutNan(features));
		return;
	}
	await writeTable(path, process.stdout);
}

interface Counts {
	sources: number;
	scored: number;
}

async function writeWhole(path: string, out: string): Promise<Counts> {
	const partial = `${out}.partial`;
	const file = createWriteStream(partial);
	try {
		await once(file, 'open').catch((error: unknown) => {
			throw fileFailure(out, error);
		});
		const counts = await writeTable(path, file);
		file.end();
		await finished(file);
		await rename(partial, out);
		return counts;
	} catch (error) {
		file.destroy();
		await rm(partial, { force: true });
		throw fileFailure(out, error);
	}
}

async function writeTable(path: string, to: Writable): Promise<Counts> {
	const columns = featureColumns();
	const counts = { sources: 0, scored: 0 };
	for await (const features of featuresOfFile(path)) {
		if (counts.sources === 0) await write(to, `${columns.join(',')}\n`);
		counts.sources += 1;
		if (isScored(features)) counts.scored += 1;
		await write(to, `${columns.map((column) => cell(features[column])).join(',')}\n`);
	}
	if (counts.sources === 0) await write(to, `${columns.join(',')}\n`);
	return counts;
}

/** Waits where the reader is slower than we are. */
async function write(to: Writable, text: string): Promise<void> {
	if (!to.write(text)) await once(to, 'drain');
}

/** Nine significant digits; the score in full, so that sure ones can be told apart. */
function cell(value: number | string): string {
	if (typeof value === 'string')
		return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
	if (!Number.isFinite(value)) return '';
	return String(value > 0 && value <= 1 ? value : Number(value.toPrecision(9)));
}

/** JSON knows no NaN. */
function withoutNan(features: SourceFeatures): Record<string, number | string | null> {
	return Object.fromEntries(
		Object.entries(features).map(([name, value]) => [
			name,
			typeof value === 'number' && !Number.isFinite(value) ? null : value
		])
	);
}
