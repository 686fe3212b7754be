import type { SkyObjects } from '#schema/skyPage.ts';
import { reachDeg, type MapSize, type MapView } from './mapView.ts';

const PAUSE_MS = 200;

/** Objects of what a map shows, asked for once it stands still. */
export class MapObjects {
	shown = $state.raw<SkyObjects | null>(null);
	problem = $state('');
	#ticket = 0;
	#asked = '';

	async show({ ra, dec, fovDeg }: MapView, size: MapSize): Promise<void> {
		const ticket = ++this.#ticket;
		const radius = reachDeg({ ra, dec, fovDeg }, size);
		const place =
			radius >= 180 ? { ra: '0', dec: '0' } : { ra: ra.toFixed(4), dec: dec.toFixed(4) };
		const asked = new URLSearchParams({ ...place, radius: radius.toPrecision(4) }).toString();
		if (asked === this.#asked) return;
		await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
		if (ticket !== this.#ticket) return;
		const response = await fetch(`/api/v1/sky/objects?${asked}`).catch(() => null);
		if (ticket !== this.#ticket) return;
		if (!response?.ok) {
			this.problem = 'The objects could not be loaded: move the map to try again.';
			return;
		}
		this.problem = '';
		this.#asked = asked;
		// Our own endpoint.
		this.shown = (await response.json()) as SkyObjects;
	}
}
