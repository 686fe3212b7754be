import { queueVotes } from '#server/queries/queueVotes.ts';
import { lists } from '../../../lists.ts';

/** Votes on its candidates, as far as they are open to whoever asks, in the order of casting. */
export const GET = lists(
	(user, { params }) => queueVotes(user, params.id ?? ''),
	({ id }) => id
);
