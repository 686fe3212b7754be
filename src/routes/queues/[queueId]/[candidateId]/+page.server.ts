import { editComment, writeComment } from '#server/commands/comments.ts';
import { toggleFavourite } from '#server/commands/favourites.ts';
import { applyTag, removeTag } from '#server/commands/tags.ts';
import { castVote, withdrawVote } from '#server/commands/votes.ts';
import { candidatePage, objectOfCandidate } from '#server/queries/candidates.ts';
import { candidateListSchema } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = ({ locals, params, url, depends }) => {
	depends('live:candidate');
	const list = candidateListSchema.parse(Object.fromEntries(url.searchParams));
	return locals.outcomes.show(async (user) => {
		const shown = await candidatePage(user, params.queueId, params.candidateId, list);
		return { shown, list, title: shown.object.name };
	});
};

export const actions: Actions = {
	vote: act(castVote),
	withdraw: act(withdrawVote),
	tag: act(applyTag),
	untag: act(removeTag),
	comment: act(writeComment),
	editComment: act(editComment),
	favourite: act(toggleFavourite)
};

type Command = (context: { user: User }, input: unknown) => Promise<unknown>;

/** The page's forms say what; which candidate and object, the address says. */
function act(command: Command) {
	return async ({ request, locals, params: { candidateId } }: RequestEvent) => {
		const form = await request.formData();
		return locals.outcomes.act(async (user) => {
			const objectId = await objectOfCandidate(user, candidateId);
			const parentId = form.get('parentId') || null;
			await command({ user }, { ...Object.fromEntries(form), parentId, candidateId, objectId });
		});
	};
}
