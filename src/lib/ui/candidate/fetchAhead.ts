import { preloadData } from '$app/navigation';
import type { CandidatePage } from '#schema/candidatePage.ts';
import { cutoutAddress } from '#ui/cutout/cutoutAddress.ts';
import { StampView } from '#ui/cutout/stampView.svelte.ts';

/** The page that is shown comes first. */
const AFTER_MS = 20;
/** As many stamps as are seen without scrolling. */
const STAMPS = 12;

/** Fetches a candidate's page and its first stamps while another is looked at. Returns how to leave it. */
export function fetchAhead(href: string): () => void {
	const timer = setTimeout(() => void fetchPage(href), AFTER_MS);
	return () => clearTimeout(timer);
}

async function fetchPage(href: string): Promise<void> {
	// What cannot be had now is asked for when it is wanted.
	const result = await preloadData(href).catch(() => null);
	if (result?.type !== 'loaded' || result.status !== 200) return;
	// The data of a candidate's page, as its `load` gives it.
	const { shown } = result.data as { shown?: CandidatePage };
	if (!shown?.cutoutStretch) return;
	const view = new StampView();
	const stretch = view.stretch(shown.cutoutStretch);
	const stamp = { ...shown.object, stretch, sizeArcsec: view.sizeArcsec };
	for (const epoch of shown.cutouts.slice(0, STAMPS)) new Image().src = cutoutAddress(epoch, stamp);
}
