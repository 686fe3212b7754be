/** Keeps so many answers, the oldest forgotten first; a promise that fails is not kept. */
export function rememberedAtMost<T>(most: number): (key: string, find: () => T) => T {
	const kept = new Map<string, T>();
	return (key, find) => {
		const known = kept.get(key);
		if (known !== undefined) return known;
		const found = find();
		kept.set(key, found);
		if (found instanceof Promise) found.catch(() => kept.delete(key));
		const [oldest] = kept.keys();
		if (kept.size > most && oldest !== undefined) kept.delete(oldest);
		return found;
	};
}
