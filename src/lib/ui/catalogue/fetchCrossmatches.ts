import type { CrossmatchRow } from '#schema/crossmatch.ts';

export interface CrossmatchAsked {
	ra: number;
	dec: number;
	radiusArcsec: string;
	epochMjd: number | null;
}

/** What the local catalogues have near a position, or why it could not be told. */
export async function fetchCrossmatches({
	ra,
	dec,
	radiusArcsec,
	epochMjd
}: CrossmatchAsked): Promise<
	{ rows: CrossmatchRow[]; radiusArcsec: number } | { problem: string }
> {
	const query = new URLSearchParams({ ra: String(ra), dec: String(dec), radius: radiusArcsec });
	if (epochMjd !== null) query.set('epoch', String(epochMjd));
	try {
		const response = await fetch(`/api/v1/catalogues/near?${query.toString()}`);
		// Our own server's answer, in the shape of its query or of its refusals.
		const answer: unknown = await response.json();
		if (response.ok) return answer as { rows: CrossmatchRow[]; radiusArcsec: number };
		return { problem: (answer as { reason: string }).reason };
	} catch {
		return { problem: 'The server does not answer. Try again when the connection is back.' };
	}
}
