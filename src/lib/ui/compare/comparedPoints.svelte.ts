import type { ComparedPoints } from '#schema/compareRuns.ts';

/** The points of the plot that an address asks for; fetched in the browser, once for each address. */
export class PointsOfRuns {
	#points = $state.raw<ComparedPoints | null>(null);
	#problem = $state('');
	#address = '';

	get points(): ComparedPoints | null {
		return this.#points;
	}

	get problem(): string {
		return this.#problem;
	}

	async ask(address: string): Promise<void> {
		if (address === this.#address) return;
		this.#address = address;
		this.#problem = '';
		try {
			const response = await fetch(`/runs/compare/points${address}`);
			const answer: unknown = await response.json();
			// Another may have been asked for meanwhile.
			if (this.#address !== address) return;
			if (!response.ok) throw new Error(sentenceIn(answer));
			// Our own endpoint's shape.
			this.#points = answer as ComparedPoints;
		} catch (error) {
			if (this.#address !== address) return;
			this.#points = null;
			this.#problem = error instanceof Error ? error.message : String(error);
		}
	}
}

function sentenceIn(answer: unknown): string {
	if (typeof answer === 'object' && answer !== null && 'message' in answer)
		return String(answer.message);
	return 'The server did not answer.';
}
