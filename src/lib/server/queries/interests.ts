import type { InterestRow } from '#schema/interest.ts';
import type { User } from '#schema/user.ts';
import { may } from '../auth/may.ts';
import { store } from '../store/client.ts';
import { interestsIn } from '../store/interests.ts';

/** An object's register: who works on it and since when, then who did. */
export async function interestsShown(reader: User, objectId: string): Promise<InterestRow[]> {
	const interests = await interestsIn(store(), objectId);
	const rows = interests.map((interest) => ({
		...interest,
		mayChange:
			interest.endedAt === null && may(reader, 'changeInterest', { ownerId: interest.userId })
	}));
	return [
		...rows.filter(({ endedAt }) => endedAt === null),
		...rows.filter(({ endedAt }) => endedAt !== null)
	];
}
