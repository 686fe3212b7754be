import { decideRetraction, proposeRetraction } from '#server/commands/epochRetractions.ts';
import { toggleFavourite } from '#server/commands/favourites.ts';
import { refuseUntilVote } from '#server/commands/honeypots/refuseUntilVote.ts';
import { changeInterest, declareInterest, endInterest } from '#server/commands/interests.ts';
import { castVote } from '#server/commands/votes/castVote.ts';
import { reopenCandidate } from '#server/commands/votes/reopenCandidate.ts';
import { retireCandidate } from '#server/commands/votes/retireCandidate.ts';
import { revealVotes } from '#server/commands/votes/revealVotes.ts';
import { startSecondRound } from '#server/commands/votes/startSecondRound.ts';
import { withdrawVote } from '#server/commands/votes/withdrawVote.ts';
import { unwatchObject, watchObject } from '#server/commands/watches.ts';
import { candidatePage, objectOfCandidate } from '#server/queries/candidates.ts';
import { nextAfterVote } from '#server/queries/nextCandidate.ts';
import { candidateListSchema, type CandidateList } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import { commentActions } from '../../../../commentActions.ts';
import { sessionActions } from '../../../../sessions/sessionActions.ts';
import { tagActions } from '../../../../tagActions.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = ({ locals, params, url, depends }) => {
	depends('live:candidate');
	const list = candidateListSchema.parse(Object.fromEntries(url.searchParams));
	return locals.outcomes.show(async (user) => {
		const shown = await candidatePage(user, params.queueId, params.candidateId, list);
		// What forms load again, so that they leave the plane of the whole run alone.
		return { shown, list, title: shown.object.name, reloads: 'live:candidate' };
	});
};

export const actions: Actions = {
	vote: act(castVote, async (user, { queueId, candidateId, list }) => ({
		next: await nextAfterVote(user, { queueId, candidateId, list })
	})),
	withdraw: act(withdrawVote),
	reveal: act(revealVotes),
	revealQueue: act((context, { commandId, queueId }) =>
		revealVotes(context, { commandId, queueId })
	),
	secondRound: act(startSecondRound),
	retire: act(retireCandidate),
	reopen: act(reopenCandidate),
	...afterVote({ ...tagActions, ...commentActions }),
	...sessionActions,
	...afterVote({
		declareInterest: act(declareInterest),
		changeInterest: act(changeInterest),
		endInterest: act(endInterest),
		proposeRetraction: act(proposeRetraction),
		decideRetraction: act(decideRetraction),
		favourite: act(toggleFavourite),
		watch: act(watchObject),
		unwatch: act(unwatchObject)
	})
};

/** Labels, which wait for the vote where the queue has hidden tests. */
function afterVote(labels: Record<string, (event: RequestEvent) => Promise<unknown>>) {
	return Object.fromEntries(
		Object.entries(labels).map(([name, label]) => [
			name,
			async (event: RequestEvent) => {
				const { candidateId } = event.params;
				const allowed = await event.locals.outcomes.act((user) =>
					refuseUntilVote(user, candidateId)
				);
				return 'done' in allowed ? label(event) : allowed;
			}
		])
	);
}

type Fields = Record<string, unknown>;
type Command = (context: { user: User }, input: Fields) => Promise<unknown>;
type Answer = (
	user: User,
	page: { queueId: string; candidateId: string; list: CandidateList }
) => Promise<unknown>;

/** The page's forms say what; which candidate and object, the address says. */
function act(command: Command, answer?: Answer) {
	return async ({ request, locals, params, url }: RequestEvent) => {
		const form = await request.formData();
		const { queueId, candidateId } = params;
		return locals.outcomes.act(async (user) => {
			const objectId = await objectOfCandidate(user, candidateId);
			const parentId = form.get('parentId') || null;
			const ids = { parentId, queueId, candidateId, objectId };
			await command({ user }, { ...Object.fromEntries(form), ...ids });
			const list = candidateListSchema.parse(Object.fromEntries(url.searchParams));
			return answer?.(user, { queueId, candidateId, list });
		});
	};
}
