import type { RetractionEffects, RetractionScope } from '#schema/epochRetraction.ts';
import type { CommonMode, LensFitAnswer } from '#schema/lens.ts';

/** An answer, or why there is none as a sentence. */
export type Fetched<T> = { value: T } | { problem: string };

export function fetchFit(sourceId: number, signal: AbortSignal): Promise<Fetched<LensFitAnswer>> {
	return fetched(`/api/v1/sources/${sourceId}/fit`, signal);
}

export function fetchCommonMode(
	sourceId: number,
	signal: AbortSignal
): Promise<Fetched<CommonMode>> {
	return fetched(`/api/v1/sources/${sourceId}/fit/neighbours`, signal);
}

/** What leaving out an epoch would do to scores. */
export function fetchEffects(
	sourceId: number,
	{ measurementId, scope }: { measurementId: number; scope: RetractionScope },
	signal: AbortSignal
): Promise<Fetched<RetractionEffects>> {
	return fetched(
		`/api/v1/sources/${sourceId}/fit/without?measurement=${measurementId}&scope=${scope}`,
		signal
	);
}

async function fetched<T>(address: string, signal: AbortSignal): Promise<Fetched<T>> {
	try {
		const response = await fetch(address, { signal });
		// Our own server's answer, in the shape of its query or of its refusals.
		const answer: unknown = await response.json();
		if (response.ok) return { value: answer as T };
		return { problem: (answer as { reason: string }).reason };
	} catch {
		return { problem: 'The server does not answer. Try again when the connection is back.' };
	}
}
