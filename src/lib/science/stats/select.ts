/**
 * Moves the k-th smallest number to place k, nothing larger before it and nothing smaller behind it (Floyd & Rivest 1975,
 * SELECT). Reorders `values`, which must hold no NaN; about ten times faster than sorting an image.
 */
export function selectInPlace(
	values: Float32Array | Float64Array,
	k: number,
	from = 0,
	to = values.length - 1
): number {
	let left = from;
	let right = to;
	while (right > left) {
		if (right - left > 600) {
			const [sampleLeft, sampleRight] = sampleRange(left, right, k);
			selectInPlace(values, k, sampleLeft, sampleRight);
		}
		const pivot = values[k];
		let i = left;
		let j = right;
		while (i <= j) {
			while (values[i] < pivot) i++;
			while (values[j] > pivot) j--;
			if (i > j) break;
			const swapped = values[i];
			values[i++] = values[j];
			values[j--] = swapped;
		}
		if (j < k) left = i;
		if (k < i) right = j;
	}
	return values[k];
}

/** Range about k of a sample large enough to make its k-th a good pivot (Floyd & Rivest, eq. 2). */
function sampleRange(left: number, right: number, k: number): [number, number] {
	const n = right - left + 1;
	const i = k - left + 1;
	const z = Math.log(n);
	const s = 0.5 * Math.exp((2 * z) / 3);
	const sign = i < n / 2 ? -1 : 1;
	const deviation = 0.5 * Math.sqrt((z * s * (n - s)) / n) * sign;
	const newLeft = Math.max(left, Math.floor(k - (i * s) / n + deviation));
	const newRight = Math.min(right, Math.floor(k + ((n - i) * s) / n + deviation));
	return [newLeft, newRight];
}
