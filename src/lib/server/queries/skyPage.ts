import { readAddress } from '#schema/readAddress.ts';
import { skySchema, type Pointing, type SkyPage } from '#schema/skyPage.ts';
import type { User } from '#schema/user.ts';
import { store } from '../store/client.ts';
import { imageChoices } from '../store/imageList.ts';
import { listCompletedRuns } from '../store/runs.ts';
import { estimatedObjects, pointings } from '../store/skyMap.ts';
import { signedIn } from './signedIn.ts';
import { imagesAsked, skyCover } from './skyCover.ts';
import { skyLists } from './skyLists.ts';

/** The map of the sky as its address asks for it, and what covers the part of the sky that it asks about. */
export async function skyPage(user: User | null, address: URLSearchParams): Promise<SkyPage> {
	const reader = signedIn(user);
	const { asked, problems } = readAddress(skySchema, address);
	const ids = await imagesAsked(asked);
	const [fields, nObjects, choices, runs, lists, { cover, problem }] = await Promise.all([
		pointings(store(), ids),
		estimatedObjects(store()),
		imageChoices(store()),
		listCompletedRuns(store()),
		skyLists(reader, asked),
		skyCover(asked, ids)
	]);
	if (problem) problems.push(problem);
	problems.push(...lists.problems);
	return {
		...{ asked, problems, pointings: fields, nObjects, cover },
		nImages: fields.reduce((sum, { nImages }) => sum + nImages, 0),
		...{ markers: lists.markers, markersLeftOut: lists.leftOut, catalogueId: lists.catalogueId },
		choices: {
			runs: runs.map(({ id, name }) => ({ id, name })),
			...{ bands: choices.bands, telescopes: choices.telescopes },
			...{ catalogues: lists.catalogues, watchlists: lists.watchlists }
		}
	};
}

/** Regions of the sky that these images show. */
export async function runPointings(user: User | null, imageIds: number[]): Promise<Pointing[]> {
	signedIn(user);
	return imageIds.length > 0 ? pointings(store(), imageIds) : [];
}
