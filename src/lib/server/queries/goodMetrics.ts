import type { SourceMetrics } from '#schema/source.ts';
import type { User } from '#schema/user.ts';
import { store } from '../store/client.ts';
import { findGoodMetrics } from '../store/goodMetrics.ts';
import { readyVariant } from '../store/reworks.ts';
import { findSource } from '../store/sources.ts';
import { signedIn } from './signedIn.ts';

/**
 * A source's numbers without the measurements of images marked bad: those that can change by it. null where it has none in
 * such images, or they are not worked out yet: then its own numbers are all there is.
 */
export async function goodMetrics(
	user: User | null,
	sourceId: number
): Promise<Partial<SourceMetrics> | null> {
	signedIn(user);
	const source = await findSource(store(), sourceId);
	const variant = source && (await readyVariant(store(), source));
	const good = variant ? await findGoodMetrics(store(), sourceId, variant) : null;
	return good && good.metrics;
}
