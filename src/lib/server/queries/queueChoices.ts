import type { QueueChoices } from '#schema/queuePage.ts';
import { newQueueAddressSchema } from '#schema/queueSettings.ts';
import type { User } from '#schema/user.ts';
import { may, mayOrRefuse } from '../auth/may.ts';
import { store } from '../store/client.ts';
import { listAllQueues } from '../store/queues.ts';
import { listCompletedRuns } from '../store/runs.ts';
import { listSavedQueries } from '../store/savedQueries.ts';
import { listTaxonomies } from '../store/taxonomies.ts';
import { listTeams } from '../store/teams.ts';
import { listUsers } from '../store/users.ts';
import { watchlistsFor } from '../store/watchlists.ts';
import { watchRulesFor } from '../store/watchRules.ts';
import { signedIn } from './signedIn.ts';

/** What this person can make a queue from, and choose in its settings. */
export async function queueChoices(user: User | null): Promise<QueueChoices> {
	const reader = signedIn(user);
	const [runs, savedQueries, watchRules, watchlists, queues, people, teams, taxonomies] =
		await Promise.all([
			listCompletedRuns(store()),
			listSavedQueries(store(), reader.id),
			watchRulesFor(store(), reader.id),
			watchlistsFor(store(), reader.id),
			listAllQueues(store()),
			listUsers(store()),
			listTeams(store()),
			listTaxonomies(store())
		]);
	return {
		runs: runs.map(({ id, name, nSources, nNewSources }) => ({ id, name, nSources, nNewSources })),
		savedQueries: savedQueries.map(named),
		watchRules: watchRules.map(named),
		watchlists: watchlists.map(({ id, name, nRows }) => ({ id, name, nRows })),
		queues: queues.map(named),
		people: people.map((person) => ({
			id: person.id,
			name: person.displayName,
			mayVote: may(person, 'vote')
		})),
		teams,
		taxonomies
	};
}

/** The form for a new queue, as its address asks for it. */
export async function newQueuePage(user: User | null, address: Record<string, string>) {
	mayOrRefuse(user, 'createQueue');
	const { from, id } = newQueueAddressSchema.parse(address);
	return { from, chosen: id, choices: await queueChoices(user) };
}

function named({ id, name }: { id: string; name: string }) {
	return { id, name };
}
