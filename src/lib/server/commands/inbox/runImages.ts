import { basename } from 'node:path';
import { readableDirectories } from '../../files/ownDirectory.ts';
import { findImages, type IngestedImage } from '../../store/images.ts';
import { store } from '../../store/client.ts';
import { findUser } from '../../store/users.ts';
import type { RunDoc } from '../../store/runs.ts';

/** What an inbox has to know of its run to tell what is new. */
export interface RunImages {
	runId: number;
	runName: string;
	/** Generation of the run that this was read from. */
	revision: number;
	/** By file name. */
	byName: Map<string, IngestedImage>;
	/** Image names by SHA-256. */
	byContent: Map<string, string>;
	/** Every file that the run was made from. */
	paths: Set<string>;
	/** Its images have background maps, so new ones need them too. */
	needsBackground: boolean;
	/** Directories that the run may read: those that all share, and its owner's own. */
	roots: string[];
}

export async function runImages(run: RunDoc): Promise<RunImages> {
	const images = await findImages(store(), run.imageIds);
	const epochs = run.basis?.inputs.epochs ?? [];
	const owner = run.userId === null ? null : await findUser(store(), run.userId);
	return {
		runId: run._id,
		runName: run.name,
		revision: run.revision,
		byName: new Map(images.map((image) => [image.name, image])),
		byContent: new Map(images.map(({ checksum, name }) => [checksum, name])),
		paths: new Set(
			epochs.flatMap((epoch) => [
				...epoch.image,
				...epoch.selavy,
				...epoch.noise,
				...epoch.background
			])
		),
		needsBackground: epochs.some(({ background }) => background.length > 0),
		roots: readableDirectories(owner)
	};
}

/** Names of the images that a run's results are made from. */
export function processedNames({ basis }: RunDoc): Set<string> {
	return new Set(basis?.inputs.epochs.flatMap(({ image }) => image.map((path) => basename(path))));
}
