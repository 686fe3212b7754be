import { Failure } from '#schema/failure.ts';
import { INPUT_KINDS, type InputKind } from '#schema/image.ts';
import { postImage, type SentFile } from '#server/commands/inbox/postImage.ts';
import { imagesAnswer } from '#server/queries/images.ts';
import { commandIdIn, givenBy } from '../givenBy.ts';
import { refuseLongBody } from '../readLimited.ts';
import { walks } from '../walks.ts';
import type { RequestEvent, RequestHandler } from './$types';

/** As much as the server takes in one request; larger files are uploaded first. */
const MOST_BYTES = 38 * 2 ** 20;

/** A page of images: name, run, band, telescope, polarisation, from, to, mark, sort, order, page, size as in the page's own address, or after, limit. */
export const GET = walks((user, { address, ...walk }) => imagesAnswer(user, address, walk));

/**
 * Puts an image with its files into a run's inbox: JSON with runId, image, selavy, noise, background (paths, or `upload:ID`),
 * or a form with the files themselves. Answers at once; `href` tells how it goes on.
 */
export const POST: RequestHandler = async (event) => {
	const response = await event.locals.outcomes.answer(async (user) => {
		const isForm = event.request.headers.get('content-type')?.startsWith('multipart/form-data');
		if (!isForm) return postImage({ user }, await givenBy(event));
		const { fields, files } = await formOf(event);
		return postImage({ user }, fields, files);
	});
	return response.ok
		? new Response(response.body, { status: 202, headers: response.headers })
		: response;
};

async function formOf({ request }: RequestEvent) {
	refuseLongBody(request, MOST_BYTES);
	let form: FormData;
	try {
		form = await request.formData();
	} catch {
		throw new Failure('Invalid', 'The form is broken off, or not multipart/form-data.');
	}
	const files: Partial<Record<InputKind, SentFile>> = {};
	const fields: Record<string, unknown> = await commandIdIn(request);
	for (const [name, value] of form) {
		const kind = INPUT_KINDS.find((known) => known === name);
		if (typeof value === 'string') fields[name] = value;
		else if (kind)
			files[kind] = { name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) };
	}
	return { fields, files };
}
