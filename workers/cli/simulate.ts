import { access, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Failure } from '#schema/failure.ts';
import { simulationSchema } from '#schema/simulation.ts';
import { BANDS } from '#science/simulate/schedule.ts';
import { DESCRIPTION_FILE, describeSurvey, simulateSurvey } from '#science/simulate/survey.ts';
import { parse } from '#server/commands/parse.ts';

export interface SimulationResult {
	directory: string;
	images: number;
	files: number;
	bytes: number;
	/** The directory held this very survey already; nothing was written. */
	alreadyThere: boolean;
}

/**
 * The command `simulate`: writes a survey into `out`, which appears whole or not at all. A directory that holds the same survey is
 * left as it is, so the command can be repeated.
 * @param report Told a sentence after each image.
 * @throws Failure when the options make no sense or the directory holds something else
 */
export async function simulateCommand(
	options: unknown,
	report: (sentence: string) => void
): Promise<SimulationResult> {
	const { out, ...survey } = parse(simulationSchema, options);
	const directory = resolve(out);
	const images = survey.epochs * BANDS.length;
	if (await holdsSurvey(directory, describeSurvey(survey))) {
		report(`${directory} already holds this survey.`);
		return { directory, images, files: 0, bytes: 0, alreadyThere: true };
	}
	const partial = `${directory}.partial`;
	await rm(partial, { recursive: true, force: true });
	const written = { files: 0, bytes: 0 };
	try {
		for (const file of simulateSurvey(survey)) {
			const path = join(partial, file.path);
			await mkdir(dirname(path), { recursive: true });
			await writeFile(path, file.bytes);
			written.files += 1;
			written.bytes += file.bytes.length;
			if (file.path.startsWith('catalogues/')) {
				report(`Image ${Math.ceil(written.files / FILES_PER_IMAGE)} of ${images} simulated.`);
			}
		}
		await rename(partial, directory);
	} catch (error) {
		await rm(partial, { recursive: true, force: true });
		throw error;
	}
	return { directory, images, ...written, alreadyThere: false };
}

/** Image, noise map, background map, catalogue. */
const FILES_PER_IMAGE = 4;

/** false for a missing or empty directory. */
async function holdsSurvey(directory: string, description: string): Promise<boolean> {
	if (!(await exists(directory))) return false;
	const entries = await readdir(directory);
	if (entries.length === 0) return false;
	const isOurs =
		entries.includes(DESCRIPTION_FILE) &&
		(await readFile(join(directory, DESCRIPTION_FILE), 'utf8')) === description;
	if (isOurs) return true;
	throw new Failure(
		'Conflict',
		`${directory} already holds other files. Choose another directory or empty this one.`,
		'out'
	);
}

async function exists(path: string): Promise<boolean> {
	try {
		await access(path);
		return true;
	} catch {
		return false;
	}
}
