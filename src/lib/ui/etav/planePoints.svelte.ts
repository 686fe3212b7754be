import { readEtaVBody } from '#schema/etaVBody.ts';
import type { Attachment } from 'svelte/attachments';
import { comparedSets, type ComparedSets } from './pointSet.ts';

/** The points of the plane, fetched again when the question changes; those there are stay until the new ones have come. */
export class PlanePoints {
	sets = $state.raw<ComparedSets | null>(null);
	isLoading = $state(true);
	/** Why there are none. */
	problem = $state('');

	/** Keeps to an address for as long as the attachment lives. */
	follow(href: string): Attachment {
		return () => {
			const stop = new AbortController();
			void this.#load(href, stop.signal);
			return () => stop.abort();
		};
	}

	async #load(href: string, signal: AbortSignal): Promise<void> {
		this.isLoading = true;
		this.problem = '';
		try {
			const answer = await fetch(href, { signal });
			if (!answer.ok) {
				// Refusals of our own endpoints carry a sentence.
				const { message } = (await answer.json()) as { message: string };
				this.problem = message;
				this.sets = null;
			} else {
				this.sets = comparedSets(readEtaVBody(await answer.arrayBuffer()));
			}
		} catch {
			if (signal.aborted) return;
			this.problem = 'The points could not be fetched. Try again.';
		}
		this.isLoading = false;
	}
}
