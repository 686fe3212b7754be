import type { User } from '#schema/user.ts';
import { announce } from '../../jobs/announce.ts';

/** Pages that list catalogues load again. */
export async function announceCatalogues(user: User | null): Promise<void> {
	const by = { byId: user?.id ?? null, byName: user?.displayName ?? null };
	await announce({ topic: 'catalogues', kind: 'catalogue', ...by });
}
