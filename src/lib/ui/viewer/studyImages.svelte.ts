import type { Region, RegionList } from '#schema/viewer.ts';
import { openJs9, type ImageViewer, type Pane, type Pointed, type Stretch } from './js9.ts';
import { chosenRegions, regionAt, regionText, type RegionChoice } from './regionText.ts';

/** An epoch as it is studied: where its FITS file and its measurements are. */
export interface StudiedImage {
	imageId: number;
	/** On our own origin. */
	fits: string;
	regions: string;
}

/** What is read off an image under the pointer. */
export interface Reading {
	ra: number;
	dec: number;
	/** Jy/beam; NaN where nothing was measured. */
	value: number;
	region: Region | null;
}

/** One or two images in JS9, and what is known of them; made once for the frame they are shown in. */
export class StudyImages {
	#viewer: ImageViewer | null = null;
	#images: readonly StudiedImage[] = [];
	/** Of the newest request; answers to older ones are not looked at. */
	#asked = 0;
	#regions = $state.raw<readonly Region[][]>([]);
	#choice: RegionChoice = { selected: true, others: true, forced: true };
	#stretch: Stretch | null = null;
	reading = $state.raw<Reading | null>(null);
	picked = $state.raw<Region | null>(null);
	/** What went wrong, as a sentence. */
	problem = $state('');
	busy = $state(true);

	/** Measurements over the first image. */
	get regions(): readonly Region[] {
		return this.#regions.at(0) ?? [];
	}

	async start(frame: HTMLIFrameElement): Promise<void> {
		try {
			this.#viewer = await openJs9(frame, {
				onpoint: (at) => (this.reading = { ...at, region: this.#under(at) }),
				onpick: (at) => (this.picked = this.#under(at))
			});
			if (this.#stretch) this.#viewer.stretch(this.#stretch);
			if (this.#images.length) await this.show(this.#images);
		} catch (error) {
			this.#fail(error);
		}
	}

	async show(images: readonly StudiedImage[]): Promise<void> {
		this.#images = images;
		if (!this.#viewer || images.length === 0) return;
		const asked = ++this.#asked;
		this.busy = true;
		this.problem = '';
		this.picked = null;
		try {
			const regions = await Promise.all(images.map(({ regions }) => regionsAt(regions)));
			if (asked !== this.#asked) return;
			this.#regions = regions;
			await this.#viewer.show(this.#panes());
		} catch (error) {
			if (asked === this.#asked) this.#fail(error);
		} finally {
			if (asked === this.#asked) this.busy = false;
		}
	}

	choose(choice: RegionChoice): void {
		this.#choice = choice;
		this.#viewer?.draw(this.#panes());
	}

	stretch(to: Stretch): void {
		this.#stretch = to;
		this.#viewer?.stretch(to);
	}

	zoom(to: number | 'in' | 'out' | 'toFit', centre: { ra: number; dec: number } | null): void {
		this.#viewer?.zoom(to, centre);
	}

	#panes(): Pane[] {
		return this.#images.map(({ fits }, pane) => ({
			address: fits,
			regions: regionText(chosenRegions(this.#regions.at(pane) ?? [], this.#choice))
		}));
	}

	#under({ pane, ...at }: Pointed): Region | null {
		return regionAt(chosenRegions(this.#regions.at(pane) ?? [], this.#choice), at);
	}

	#fail(error: unknown): void {
		this.busy = false;
		// What the frame throws is an error of its own window.
		const said = typeof error === 'object' && error !== null && 'message' in error;
		this.problem = said ? String(error.message) : 'The image could not be shown.';
	}
}

async function regionsAt(address: string): Promise<Region[]> {
	const response = await fetch(address);
	if (!response.ok) return [];
	// Our own endpoint's answer.
	return ((await response.json()) as RegionList).regions;
}
