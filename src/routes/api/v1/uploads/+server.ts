import { uploadsPage } from '#server/queries/inboxUploads.ts';
import { answerUpload } from './answerUpload.ts';
import type { RequestHandler } from './$types';

/** One's own uploads and the room there is. */
export const GET: RequestHandler = ({ locals }) => locals.outcomes.answer(uploadsPage);

/** Begins an upload (tus 1.0): Upload-Length, Upload-Metadata with filename and, to be compared, sha256. */
export const POST = answerUpload;
