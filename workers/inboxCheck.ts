import { statSync } from 'node:fs';
import type { CheckedFiles } from '#server/commands/inbox/judgeGroup.ts';
import { readCatalogue } from '#server/files/catalogueFile.ts';
import { withFile } from '#server/files/fileFailure.ts';
import { openFitsFile } from '#server/files/fitsFile.ts';
import { localStorage } from '#server/files/storage.ts';
import {
	measurementsFromCatalogue,
	type CatalogueOptions
} from '#science/catalogue/measurementsFromCatalogue.ts';
import { imageFields, type ImageFields } from '#science/fits/imageFields.ts';
import type { SeenFile } from '#schema/inbox.ts';
import type { ImageFiles } from './imageFiles.ts';
import { inputFile } from './inputFile.ts';

/** Serialised on its way out of the thread. */
export type CheckedEpoch = CheckedFiles;

/** Floors and fill values, which no file is refused for. */
const ANY_OPTIONS: CatalogueOptions = {
	condonErrors: false,
	localRmsFill: 0.2,
	raUncertaintyArcsec: 1,
	decUncertaintyArcsec: 1,
	fluxMinError: 0,
	posMinErrorArcsec: 0
};

/**
 * Reads what the pipeline will read of an epoch's files, pixels aside: headers against the length of their files, and the
 * catalogue to its end. Blocks: for threads. Refuses with the file's path as the field.
 */
export async function checkedEpoch(files: ImageFiles): Promise<CheckedEpoch> {
	const fields = await headerOf(files.image, (header) => imageFields(header, files.image));
	const { sha256, ...image } = await withFile(files.image, () => inputFile(files.image));
	for (const map of [files.noise, files.background]) if (map) await headerOf(map, () => null);
	const isCutShort = await readToItsEnd(files.selavy, fields);
	return {
		sha256,
		observedMs: fields.datetimeMs,
		maybeCutShort: isCutShort ? files.selavy : null,
		seen: {
			image,
			selavy: seen(files.selavy),
			noise: seen(files.noise),
			background: files.background ? seen(files.background) : null
		}
	};
}

function headerOf<R>(
	path: string,
	read: (header: ReturnType<typeof openFitsFile>['header']) => R
): Promise<R> {
	return withFile(path, () => {
		const map = openFitsFile(path);
		map.close();
		return read(map.header);
	});
}

/** True when its last line does not end: the rest may be on its way. */
async function readToItsEnd(path: string, image: ImageFields): Promise<boolean> {
	return withFile(path, async () => {
		const bytes = await localStorage().read(path);
		measurementsFromCatalogue(readCatalogue(bytes, path), image, ANY_OPTIONS);
		return bytes.at(-1) !== LINE_FEED && !/\.(xml|vot)$/i.test(path);
	});
}

const LINE_FEED = 10;

function seen(path: string): SeenFile {
	const { size, mtimeMs } = statSync(path);
	return { path, bytes: size, modifiedMs: mtimeMs };
}
