import { Failure } from '#schema/failure.ts';
import type { User } from '#schema/user.ts';
import { announce } from '../../jobs/announce.ts';

const PATIENCE_MS = 4000;

/** Does what needs Redis, or refuses within a few seconds: BullMQ by itself waits until Redis is back. */
export async function withRedis<R>(act: () => Promise<R>): Promise<R> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(away()), PATIENCE_MS);
	});
	try {
		return await Promise.race([act(), late]);
	} catch (error) {
		if (error instanceof Error && /ECONN|Connection is closed|max retries/i.test(error.message))
			throw away();
		throw error;
	} finally {
		clearTimeout(timer);
	}
}

function away(): Failure {
	return new Failure(
		'Unavailable',
		'Redis, which holds the jobs, does not answer. Nothing was changed; try again when it is back.'
	);
}

/** Has open status pages look again. */
export function announceJobs(user: User): Promise<void> {
	const by = { byId: user.id, byName: user.displayName };
	return announce({ topic: 'status', kind: 'status', ...by });
}
