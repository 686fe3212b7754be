/** The same person has the same of the ten label colours everywhere. FNV-1a over the id. */
export function personColour(userId: string): number {
	let hash = 0x811c9dc5;
	for (const sign of userId) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193);
	return ((hash >>> 0) % 10) + 1;
}
