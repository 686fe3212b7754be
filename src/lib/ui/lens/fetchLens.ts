import type { RetractionEffects, RetractionScope } from '#schema/epochRetraction.ts';
import type { CommonMode, LensFitAnswer } from '#schema/lens.ts';

/** An answer, or why there is none as a sentence. */
export type Fetched<T> = { value: T } | { problem: string };

/** A source, and the candidate of a queue that it is looked at as. */
export interface LookedAt {
	sourceId: number;
	candidateId: string | null;
}

/** `/api/v1/sources/12/fit/neighbours?candidate=…` */
export function fitAddress(
	{ sourceId, candidateId }: LookedAt,
	part = '',
	query: Record<string, string> = {}
): string {
	const asked = new URLSearchParams({ ...query, ...(candidateId && { candidate: candidateId }) });
	return `/api/v1/sources/${sourceId}/fit${part}${asked.size > 0 ? `?${asked.toString()}` : ''}`;
}

export function fetchFit(of: LookedAt, signal: AbortSignal): Promise<Fetched<LensFitAnswer>> {
	return fetched(fitAddress(of), signal);
}

export function fetchCommonMode(of: LookedAt, signal: AbortSignal): Promise<Fetched<CommonMode>> {
	return fetched(fitAddress(of, '/neighbours'), signal);
}

/** What leaving out an epoch would do to scores. */
export function fetchEffects(
	of: LookedAt,
	{ measurementId, scope }: { measurementId: number; scope: RetractionScope },
	signal: AbortSignal
): Promise<Fetched<RetractionEffects>> {
	return fetched(fitAddress(of, '/without', { measurement: String(measurementId), scope }), signal);
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
