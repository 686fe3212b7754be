/**
 * What a promise brings, if it does within so many ms; else the promise itself, which a page then waits for after it is
 * drawn. A quick answer so stands in the first HTML, a slow one holds nothing up.
 */
export async function soonOrLater<T>(
	promise: Promise<T>,
	ms: number
): Promise<{ value: T | Promise<T> }> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), ms)));
	try {
		const first = await Promise.race([promise.then((value) => ({ value })), late]);
		return first === 'late' ? { value: promise } : first;
	} finally {
		clearTimeout(timer);
	}
}
