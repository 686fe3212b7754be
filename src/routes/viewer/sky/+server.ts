import { viewerFrame, viewerHeaders } from '#server/queries/viewerFrame.ts';
import type { RequestHandler } from './$types';

/** The frame that the sky view is shown in. */
export const GET: RequestHandler = ({ locals }) =>
	locals.outcomes.file(
		(user) => Promise.resolve(new TextEncoder().encode(viewerFrame(user, 'sky'))),
		viewerHeaders('sky')
	);
