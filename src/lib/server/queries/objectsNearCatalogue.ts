import { z } from 'zod';
import { crossmatchRadiusSchema } from '#schema/crossmatch.ts';
import type { User } from '#schema/user.ts';
import { ARCSEC_PER_DEG } from '#science/sky/angles.ts';
import { nearestWithin } from '#science/sky/crossMatch.ts';
import { parse } from '../commands/parse.ts';
import { cataloguePositions } from '../store/catalogueRows.ts';
import { store } from '../store/client.ts';
import { objectPositions } from '../store/objectPositions.ts';
import { knownCatalogue } from './catalogues.ts';
import { signedIn } from './signedIn.ts';

/** An object with a row of a catalogue beside it. */
export interface CounterpartRow {
	objectId: string;
	/** To the nearest row. */
	separationArcsec: number;
}

/**
 * The objects that a catalogue has something for within a radius, in the order of their ids. Matched at once when asked: a
 * million objects against a million rows take seconds, and nothing has to be kept true when either changes. Rows are taken
 * where they stand: their proper motions are not followed, since objects have no time of their own.
 */
export async function objectsNearCatalogue(
	user: User | null,
	catalogueId: string,
	radiusArcsec: number
): Promise<CounterpartRow[]> {
	signedIn(user);
	const radius = parse(crossmatchRadiusSchema, radiusArcsec);
	const catalogue = await knownCatalogue(catalogueId);
	const [positions, objects] = await Promise.all([
		cataloguePositions(store(), catalogue),
		objectPositions(store())
	]);
	const nearest = nearestWithin(positions, objects, radius / ARCSEC_PER_DEG);
	return objects.ids.flatMap((objectId, k) =>
		nearest.index[k] < 0
			? []
			: [{ objectId, separationArcsec: nearest.separationDeg[k] * ARCSEC_PER_DEG }]
	);
}

const askedSchema = z.object({ radius: crossmatchRadiusSchema });

/** The same for a machine's address. */
export function counterpartsAsked(
	user: User | null,
	catalogueId: string,
	asked: Record<string, string>
): Promise<CounterpartRow[]> {
	return objectsNearCatalogue(user, catalogueId, parse(askedSchema, asked).radius);
}
