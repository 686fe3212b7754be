import { viewerFrame, viewerHeaders } from '#server/queries/viewerFrame.ts';
import type { RequestHandler } from './$types';

/** The frame that JS9 is shown in. */
export const GET: RequestHandler = ({ locals }) =>
	locals.outcomes.file(
		(user) => Promise.resolve(new TextEncoder().encode(viewerFrame(user, 'js9'))),
		viewerHeaders('js9')
	);
