import type { RequestHandler } from '@sveltejs/kit';
import { answerTus } from '#server/commands/uploads/tusUploads.ts';

/** Hands a request of the tus protocol on; refusals are ours. */
export const answerUpload: RequestHandler = async ({ locals, request }) => {
	const answers: Response[] = [];
	const refusal = await locals.outcomes.answer(async (user) => {
		answers.push(await answerTus(user, request));
	});
	return answers.at(0) ?? refusal;
};
