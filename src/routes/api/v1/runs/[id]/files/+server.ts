import { offeredFiles } from '#server/queries/offeredFiles.ts';
import { walks } from '../../../walks.ts';

/** Images that the run may take: files=raw or own, find, format, epochs, gap, page, or after, limit. */
export const GET = walks((user, { event, address, ...walk }) =>
	offeredFiles(user, Number(event.params.id), address, walk)
);
