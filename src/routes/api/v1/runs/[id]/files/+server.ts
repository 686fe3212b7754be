import { offeredFiles } from '#server/queries/offeredFiles.ts';
import { pages } from '../../../pages.ts';

/** Images that the run may take: files=raw or own, find, format, epochs, gap, page. */
export const GET = pages(
	(user, { params, url }) => offeredFiles(user, Number(params.id), url.searchParams),
	({ count, asked, size }) => ({ count, page: asked.page, size })
);
