import type { TrustFacts } from '#schema/sourcePage.ts';

/** Fetches what a source's numbers rest on; dates come as texts. */
export async function loadTrust(
	sourceId: number,
	signal: AbortSignal
): Promise<TrustFacts | 'failed'> {
	try {
		const answer = await fetch(`/sources/${sourceId}/trust.json`, { signal });
		if (!answer.ok) return 'failed';
		// Our own endpoint's answer: TrustFacts as JSON writes it.
		return withDates((await answer.json()) as TrustFacts);
	} catch {
		return 'failed';
	}
}

function withDates(trust: TrustFacts): TrustFacts {
	const { run, scores } = trust;
	const workedOutAt = run?.workedOutAt ? new Date(run.workedOutAt) : null;
	return {
		...trust,
		run: run && { ...run, workedOutAt },
		scores: scores.map((score) => ({ ...score, at: new Date(score.at) }))
	};
}
