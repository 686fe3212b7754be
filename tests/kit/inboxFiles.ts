import { copyFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { SurveyFiles } from './survey.ts';

/** The files of some images of a survey. */
export function part({ images, catalogues, noise }: SurveyFiles, from: number, to: number) {
	return {
		images: images.slice(from, to),
		catalogues: catalogues.slice(from, to),
		noise: noise.slice(from, to)
	};
}

/** Where files of a survey come to lie in an inbox: in folders by kind, as surveys have them. */
export function placeOf(path: string, directory: string): string {
	return join(directory, basename(dirname(path)), basename(path));
}

/** Copies files as a network would: under another name first, the whole file at once. */
export function drop(files: string[], directory: string): void {
	for (const path of files) {
		const target = placeOf(path, directory);
		mkdirSync(dirname(target), { recursive: true });
		const coming = join(dirname(target), `.${basename(target)}.part`);
		copyFileSync(path, coming);
		renameSync(coming, target);
	}
}

export function dropAll({ images, catalogues, noise }: SurveyFiles, directory: string): void {
	drop([...noise, ...catalogues, ...images], directory);
}

/** Writes only the first part of a file, in its place. */
export function dropHalf(path: string, directory: string, share = 0.6): string {
	const target = placeOf(path, directory);
	mkdirSync(dirname(target), { recursive: true });
	const bytes = readFileSync(path);
	writeFileSync(target, bytes.subarray(0, Math.floor(bytes.length * share)));
	return target;
}
