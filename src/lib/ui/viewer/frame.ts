/** What the viewers cannot do without, as a sentence for the person; null when the browser has it all. */
export function browserLacks(needs: 'WebAssembly' | 'WebGL2'): string | null {
	if (typeof WebAssembly !== 'object')
		return 'This browser has no WebAssembly, or it is switched off: the viewer needs it. The stamps and the FITS files work without.';
	if (needs === 'WebGL2' && !document.createElement('canvas').getContext('webgl2'))
		return 'This browser has no WebGL 2, or it is switched off: the sky view needs it. The stamps and the tables work without.';
	return null;
}

/** Waits until `find` finds something in the frame, which has its scripts still to run; null after fifteen seconds. */
export async function appears<T>(find: () => T | null | undefined): Promise<T | null> {
	const until = performance.now() + 15_000;
	while (performance.now() < until) {
		const found = find();
		if (found) return found;
		await new Promise((resolve) => setTimeout(resolve, 30));
	}
	return null;
}
