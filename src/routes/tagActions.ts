import { applyTag, removeTag } from '#server/commands/tags/applyTag.ts';
import { tagMany } from '#server/commands/tags/tagMany.ts';
import { undoTagChange } from '#server/commands/tags/undoTagChange.ts';
import type { RequestEvent } from '@sveltejs/kit';
import type { Command } from './act.ts';

/** The form actions of every page with tags: what is tagged, the forms say. */
export const tagActions = {
	tag: act(applyTag),
	untag: act(removeTag),
	tagMany: act(tagMany),
	undoTagChange: act(undoTagChange)
};

function act(command: Command) {
	return ({ request, locals }: RequestEvent) =>
		locals.outcomes.act(async (user) => {
			const form = await request.formData();
			const fields = { ...Object.fromEntries(form), targetIds: form.getAll('targetIds') };
			return command({ user }, fields);
		});
}
