import type { EpochRetraction } from '#schema/epochRetraction.ts';
import type { StandingMark } from '#schema/imageMark.ts';
import type { LightCurve } from '#schema/source.ts';
import { store } from '../store/client.ts';
import { proposalsOfImages, retractionsIn } from '../store/epochRetractions.ts';

/**
 * What stands of a light curve's epochs, oldest first: what is proposed or agreed of the object's measurements, and what is proposed
 * of whole images, from whichever object. Images that were agreed on are marked bad.
 */
export async function retractionsShown(
	objectId: string | null,
	lightCurve: Pick<LightCurve, 'imageId'> | null
): Promise<EpochRetraction[]> {
	if (!lightCurve) return [];
	const imageIds = [...new Set(lightCurve.imageId)];
	const [own, ofImages] = await Promise.all([
		objectId === null ? [] : retractionsIn(store(), objectId),
		proposalsOfImages(store(), imageIds)
	]);
	const here = new Set(imageIds);
	const measurements = own.filter(
		({ state, scope, imageId }) =>
			state !== 'declined' && scope === 'measurement' && here.has(imageId)
	);
	return [...measurements, ...ofImages].sort((a, b) => a.at.getTime() - b.at.getTime());
}

export function badAmong(marks: readonly StandingMark[]): ReadonlySet<number> {
	return new Set(marks.filter(({ kind }) => kind === 'bad').map(({ imageId }) => imageId));
}

/** How many measurements a score leaves out by agreement, if it is made now. */
export function countRetracted(
	retractions: readonly EpochRetraction[],
	badImages: ReadonlySet<number>
): number {
	const agreed = retractions.filter(
		({ state, imageId }) => state === 'agreed' && !badImages.has(imageId)
	);
	return new Set(agreed.map(({ imageId }) => imageId)).size;
}
