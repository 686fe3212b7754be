import type { SmallCurve } from '#schema/sourcePage.ts';

/** Long enough to cross a row on the way elsewhere. */
const PAUSE_MS = 120;
const MOST_KEPT = 300;

/** The light curve of the row that the pointer rests on or that has the focus. */
export class PointedCurve {
	#shown = $state.raw<SmallCurve | null>(null);
	readonly #kept = new Map<string, Promise<SmallCurve | null>>();
	#row: string | null = null;

	get shown(): SmallCurve | null {
		return this.#shown;
	}

	/** For the element around a DataTable of sources. */
	readonly follow = (table: HTMLElement): (() => void) => {
		const over = ({ target }: Event) => void this.#point(rowOf(target));
		const out = () => void this.#point(null);
		table.addEventListener('pointerover', over);
		table.addEventListener('focusin', over);
		table.addEventListener('pointerleave', out);
		table.addEventListener('focusout', out);
		return () => {
			table.removeEventListener('pointerover', over);
			table.removeEventListener('focusin', over);
			table.removeEventListener('pointerleave', out);
			table.removeEventListener('focusout', out);
		};
	};

	async #point(row: string | null): Promise<void> {
		if (row === this.#row) return;
		this.#row = row;
		if (row === null) {
			this.#shown = null;
			return;
		}
		await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
		if (row !== this.#row) return;
		const curve = await this.#curveOf(row);
		if (row === this.#row) this.#shown = curve;
	}

	#curveOf(row: string): Promise<SmallCurve | null> {
		const kept = this.#kept.get(row);
		if (kept) return kept;
		if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
		const curve = curveOf(row);
		this.#kept.set(row, curve);
		return curve;
	}
}

function rowOf(target: EventTarget | null): string | null {
	if (!(target instanceof Element)) return null;
	return target.closest<HTMLElement>('tr[data-row]')?.dataset.row ?? null;
}

async function curveOf(sourceId: string): Promise<SmallCurve | null> {
	const response = await fetch(`/sources/${sourceId}/curve.json`).catch(() => null);
	// Our own endpoint: its answer is a SmallCurve.
	return response?.ok ? ((await response.json()) as SmallCurve) : null;
}
