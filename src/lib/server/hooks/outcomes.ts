import { error, fail, json } from '@sveltejs/kit';
import { Failure } from '#schema/failure.ts';
import type { User } from '#schema/user.ts';
import { STATUS } from './status.ts';

/**
 * How routes turn a query's or command's outcome into Kit's: they get these by `locals`, so that no route knows a
 * status. Each calls its work with the signed-in user and lets anything but a refusal through to handleError.
 */
export function outcomes(user: User | null): App.Outcomes {
	function signedIn(): User {
		if (!user) throw new Failure('NotSignedIn', 'Sign in first.');
		return user;
	}

	return {
		async show(work) {
			try {
				return await work(signedIn());
			} catch (thrown) {
				const refused = refusal(thrown);
				error(STATUS[refused.code], { ...refused });
			}
		},
		async act(work) {
			try {
				const done = await work(signedIn());
				return { done: done ?? null };
			} catch (thrown) {
				const refused = refusal(thrown);
				return fail(STATUS[refused.code], refused);
			}
		},
		async enter(work) {
			try {
				await work();
				return null;
			} catch (thrown) {
				const refused = refusal(thrown);
				return { status: STATUS[refused.code], refusal: refused };
			}
		},
		answer(work) {
			return respond(async () => json((await work(signedIn())) ?? null, { headers: NO_STORE }));
		},
		download(work) {
			return respond(async () => {
				const { bytes, contentType, name } = await work(signedIn());
				const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
				return new Response(bytes, {
					headers: {
						...NO_STORE,
						'content-type': contentType,
						'content-disposition': disposition
					}
				});
			});
		},
		file(work, headers) {
			return respond(async () => new Response(await work(signedIn()), { headers }));
		},
		refuse
	};

	async function respond(work: () => Promise<Response>): Promise<Response> {
		try {
			return await work();
		} catch (thrown) {
			return refuse(thrown);
		}
	}
}

/** A refusal as JSON; anything else that was thrown goes on. */
function refuse(thrown: unknown): Response {
	const refused = refusal(thrown);
	// `reason` is what machines that know the field's other services look for.
	const response = json(
		{ ...refused, reason: refused.message },
		{ status: STATUS[refused.code], headers: NO_STORE }
	);
	if (refused.code === 'TooMany') response.headers.set('retry-after', String(USUAL_WAIT_SECONDS));
	return response;
}

/** Where a limit has no time of its own. */
const USUAL_WAIT_SECONDS = 60;
const NO_STORE = { 'cache-control': 'no-store' };

function refusal(thrown: unknown): App.Refusal {
	if (!(thrown instanceof Failure)) throw thrown;
	const { code, message, field } = thrown;
	return { code, message, field };
}
