/** Entropy in bits, 0 log 0 = 0. */
export function entropyBits(probabilities: ArrayLike<number>): number {
	let bits = 0;
	for (let k = 0; k < probabilities.length; k++) {
		if (probabilities[k] > 0) bits -= probabilities[k] * Math.log2(probabilities[k]);
	}
	return bits;
}

/**
 * What a vote told, in bits: Σ p′ log₂(p′/p), the ΔI of SWAP (spec/vetting.md §4.3) for any number of classes, since
 * P(said|j)/P(said) = p′_j/p_j. Never negative.
 */
export function gainBits(before: ArrayLike<number>, after: ArrayLike<number>): number {
	let bits = 0;
	for (let k = 0; k < after.length; k++) {
		if (after[k] > 0) bits += after[k] * Math.log2(after[k] / before[k]);
	}
	return Math.max(0, bits);
}

/**
 * Bits that one vote of this person is expected to tell about an item: the mutual information of class and vote.
 * @param confusion P(said l | is j), row j after row, square
 */
export function expectedBits(prior: ArrayLike<number>, confusion: ArrayLike<number>): number {
	const size = prior.length;
	let bits = 0;
	for (let said = 0; said < size; said++) {
		let chance = 0;
		for (let is = 0; is < size; is++) chance += prior[is] * confusion[is * size + said];
		if (chance === 0) continue;
		for (let is = 0; is < size; is++) {
			const likelihood = confusion[is * size + said];
			if (likelihood > 0) bits += prior[is] * likelihood * Math.log2(likelihood / chance);
		}
	}
	return Math.max(0, bits);
}

/** BALD: H[E p] − E H[p], what the opinions disagree about, leaving out what each is unsure of itself (spec/vetting.md §4.5). */
export function baldBits(opinions: readonly ArrayLike<number>[]): number {
	if (opinions.length === 0) return 0;
	const mean = Float64Array.from(
		opinions[0],
		(_, k) => opinions.reduce((sum, opinion) => sum + opinion[k], 0) / opinions.length
	);
	const own = opinions.reduce((sum, opinion) => sum + entropyBits(opinion), 0) / opinions.length;
	return Math.max(0, entropyBits(mean) - own);
}

/** Entropy of the shares of votes, in bits: 3 to 1 gives 0.8113. */
export function voteEntropyBits(counts: ArrayLike<number>): number {
	let votes = 0;
	for (let k = 0; k < counts.length; k++) votes += counts[k];
	return votes === 0 ? 0 : entropyBits(Float64Array.from(counts, (count) => count / votes));
}
