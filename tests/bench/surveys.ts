import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { simulateSurvey } from '#science/simulate/survey.ts';
import { config } from '#server/config.ts';

/** A survey of one field and one band, and what the reference needs for it on two cores (issue 4). */
export interface SurveySize {
	name: string;
	epochs: number;
	sources: number;
	/** Pixels along a side of each image. */
	npix: number;
	/** Wall seconds of the reference without and with forced extraction. */
	referenceSeconds: { plain: number; forced: number };
	/** How many times faster than the reference a run is meant to be. */
	wantedRatio: number;
}

export const SIZES: readonly SurveySize[] = [
	{
		...{ name: 'small', epochs: 10, sources: 500, npix: 1500, wantedRatio: 10 },
		referenceSeconds: { plain: 12.5, forced: 12.5 }
	},
	{
		...{ name: 'medium', epochs: 10, sources: 5000, npix: 1500, wantedRatio: 10 },
		referenceSeconds: { plain: 44, forced: 48.5 }
	},
	{
		...{ name: 'large', epochs: 20, sources: 20_000, npix: 3000, wantedRatio: 20 },
		referenceSeconds: { plain: 273, forced: 324 }
	}
];

export interface WrittenSurvey extends SurveySize {
	files: string[];
	bytes: number;
}

/** Simulates a survey into the directory of raw images. Its pixels are noise alone: nothing but their number costs time. */
export async function writeSurvey(size: SurveySize): Promise<WrittenSurvey> {
	const { name, epochs, sources, npix } = size;
	const survey = simulateSurvey({
		...{ epochs, sources, npix, seed: 5, fields: 1, pixels: 'noise' },
		bands: [{ frequencyMhz: 887.5, bandwidthMhz: 288, beamArcsec: 15, rmsMjy: 0.02, frame: 'FK5' }]
	});
	const files: string[] = [];
	let bytes = 0;
	for (const file of survey) {
		const path = join(config().RAW_IMAGE_DIR, name, file.path);
		await mkdir(dirname(path), { recursive: true });
		await writeFile(path, file.bytes);
		if (file.path.includes('/')) {
			files.push(path);
			bytes += file.bytes.byteLength;
		}
	}
	return { ...size, files, bytes };
}
