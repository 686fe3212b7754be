import type { Histogram } from '#schema/sourceQuery.ts';
import { isAsked } from '#schema/sourceQueryAddress.ts';
import type { User } from '#schema/user.ts';
import { sourcesPage } from './sources/sourcesPage.ts';

/** The histograms that an address names in `hist`; where nothing is asked, those of the whole latest run. */
export async function sourceHistograms(
	user: User | null,
	address: URLSearchParams
): Promise<Histogram[]> {
	const asked = new URLSearchParams(address);
	if (!isAsked(asked)) asked.set('run', 'latest');
	return (await sourcesPage(user, asked)).histograms;
}
