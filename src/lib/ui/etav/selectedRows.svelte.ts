import { MOST_LISTED } from '#schema/etaVPage.ts';
import type { SourceRow } from '#schema/sourceQuery.ts';
import type { Attachment } from 'svelte/attachments';

/** Rows of the selected sources, fetched when the selection changes, and when what is said of them may have: at each load of the page. */
export class SelectedRows {
	rows = $state.raw<SourceRow[]>([]);
	isLoading = $state(false);
	problem = $state('');

	/** `loaded`: what the page has loaded last, another with every load. */
	follow(
		ids: readonly number[],
		{ address, loaded }: { address: string; loaded: unknown }
	): Attachment {
		return () => {
			void loaded;
			const stop = new AbortController();
			void this.#load(ids, { address, signal: stop.signal });
			return () => stop.abort();
		};
	}

	async #load(
		ids: readonly number[],
		{ address, signal }: { address: string; signal: AbortSignal }
	): Promise<void> {
		this.problem = '';
		if (ids.length === 0) {
			this.rows = [];
			return;
		}
		this.isLoading = true;
		try {
			const asked = new URLSearchParams(address);
			asked.set('ids', ids.slice(0, MOST_LISTED).join(','));
			const answer = await fetch(`/eta-v/rows?${asked.toString()}`, { signal });
			// Our own endpoint: rows of sources, or a refusal with a sentence.
			const body = (await answer.json()) as { rows: SourceRow[] } | { message: string };
			if ('rows' in body) this.rows = body.rows;
			else this.problem = body.message;
		} catch {
			if (signal.aborted) return;
			this.problem = 'The selection could not be listed. Try again.';
		}
		this.isLoading = false;
	}
}
