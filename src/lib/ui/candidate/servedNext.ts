/** The candidate that a vote's answer serves next; null when none is left. */
export function servedNext(done: unknown): string | null {
	const next = field(done, 'next');
	const candidateId = field(next, 'candidateId');
	return typeof candidateId === 'string' ? candidateId : null;
}

function field(of: unknown, name: string): unknown {
	return typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined;
}
