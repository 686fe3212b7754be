import type { CrossmatchRow } from '#schema/crossmatch.ts';
import type { SkyAround } from '#schema/viewer.ts';
import { fitsAddress } from '#ui/cutout/cutoutAddress.ts';
import { openAladin, type MarkGroup, type SkyOverlay, type SkyViewer } from './aladin.ts';

/** What is drawn over the sky. */
export interface SkyChoice {
	objects: boolean;
	catalogues: boolean;
	footprints: boolean;
}

const OWN_IMAGE_ARCSEC = 1200;
const ARCSEC_PER_DEG = 3600;
const WIDEST_CATALOGUE_ARCSEC = 3600;

/** The sky around a position in Aladin, and what is known of it; made once for the frame it is shown in. */
export class SkyScene {
	#viewer: SkyViewer | null = null;
	#choice: SkyChoice = { objects: true, catalogues: true, footprints: true };
	around = $state.raw<SkyAround | null>(null);
	rows = $state.raw<readonly CrossmatchRow[]>([]);
	picked = $state.raw<{ name: string; href: string | null } | null>(null);
	/** What went wrong, as a sentence. */
	problem = $state('');

	async start(
		frame: HTMLIFrameElement,
		{ ra, dec, radiusDeg }: { ra: number; dec: number; radiusDeg: number }
	): Promise<void> {
		try {
			const radiusArcsec = Math.min(radiusDeg * ARCSEC_PER_DEG, WIDEST_CATALOGUE_ARCSEC);
			const [viewer, around, rows] = await Promise.all([
				openAladin(frame, (mark) => (this.picked = mark)),
				answerOf<SkyAround>(`/api/v1/sky/around?ra=${ra}&dec=${dec}&radius=${radiusDeg}deg`),
				answerOf<{ rows: CrossmatchRow[] }>(
					`/api/v1/catalogues/near?ra=${ra}&dec=${dec}&radius=${radiusArcsec}`
				)
			]);
			viewer.goTo(ra, dec, 2 * radiusDeg);
			this.#viewer = viewer;
			this.around = around;
			this.rows = rows?.rows ?? [];
			this.choose(this.#choice);
		} catch (error) {
			const said = typeof error === 'object' && error !== null && 'message' in error;
			this.problem = said ? String(error.message) : 'The sky could not be shown.';
		}
	}

	survey(url: string | null): void {
		if (this.around) this.#viewer?.survey(url);
	}

	image(
		imageId: number | null,
		{ ra, dec, low, high }: { ra: number; dec: number; low: number; high: number }
	): void {
		if (!this.around) return;
		const address =
			imageId !== null && fitsAddress(imageId, { ra, dec, sizeArcsec: OWN_IMAGE_ARCSEC });
		this.#viewer?.image(address ? { address, low, high } : null);
	}

	choose(choice: SkyChoice): void {
		this.#choice = choice;
		if (this.around) this.#viewer?.overlay(this.#overlay(this.around));
	}

	#overlay({ objects, images }: SkyAround): SkyOverlay {
		const { objects: withObjects, catalogues, footprints } = this.#choice;
		const groups: MarkGroup[] = [];
		if (withObjects)
			groups.push({
				title: 'Objects',
				colour: '#56b4e9',
				shape: 'circle',
				marks: objects.map((object) => ({ ...object, href: `/objects/${object.id}` }))
			});
		if (catalogues)
			groups.push({
				title: 'Local catalogues',
				colour: '#f0e442',
				shape: 'square',
				marks: this.rows.map(({ ra, dec, name, catalogue }) => ({
					ra,
					dec,
					name: `${name} (${catalogue})`,
					href: null
				}))
			});
		return { groups, footprints: footprints ? apart(images) : [] };
	}
}

/** Many images look at one field: each outline once. */
function apart(images: SkyAround['images']): SkyAround['images'][number]['footprint'][] {
	const outlines = new Map(
		images.map(({ footprint }) => [
			footprint.map(({ ra, dec }) => `${ra.toFixed(4)} ${dec.toFixed(4)}`).join(),
			footprint
		])
	);
	return [...outlines.values()];
}

/** null when it is refused: the view then shows what else there is. */
async function answerOf<T>(address: string): Promise<T | null> {
	const response = await fetch(address).catch(() => null);
	// Our own endpoints' answers.
	return response?.ok ? ((await response.json()) as T) : null;
}
