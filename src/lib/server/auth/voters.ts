import type { Queue } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';

/** Whether a person is among those a queue is for: of its team, or named. Their role decides apart from that. */
export function isVoter({ voters }: Pick<Queue, 'voters'>, user: User): boolean {
	const { teamId, userIds } = voters;
	if (teamId === null && userIds === null) return true;
	return (teamId !== null && user.teamId === teamId) || (userIds?.includes(user.id) ?? false);
}
