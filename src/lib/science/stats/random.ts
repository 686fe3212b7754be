/**
 * A seeded stream of random numbers: xoshiro128** (Blackman & Vigna 2018), its state filled by splitmix32 from a hash of
 * the seed. Not for secrets. `fork` opens an independent stream by name, so that what one image draws never shifts another's.
 */
export class Random {
	readonly #seed: string;
	#a: number;
	#b: number;
	#c: number;
	#d: number;
	#spareNormal = Number.NaN;

	constructor(seed: number | string) {
		this.#seed = String(seed);
		const low = splitmix32(hash32(this.#seed, 0x811c9dc5));
		const high = splitmix32(hash32(this.#seed, 0x9e3779b9));
		this.#a = low();
		this.#b = high();
		this.#c = low();
		this.#d = high();
	}

	fork(name: string): Random {
		return new Random(`${this.#seed}/${name}`);
	}

	/** 32 random bits as an unsigned integer. */
	bits(): number {
		const scrambled = Math.imul(rotateLeft(Math.imul(this.#b, 5), 7), 9);
		const shifted = this.#b << 9;
		this.#c ^= this.#a;
		this.#d ^= this.#b;
		this.#b ^= this.#c;
		this.#a ^= this.#d;
		this.#c ^= shifted;
		this.#d = rotateLeft(this.#d, 11);
		return scrambled >>> 0;
	}

	/** Uniform in the open interval (0, 1): its logarithm is always finite. */
	uniform(): number {
		return (this.bits() + 0.5) / 0x1_0000_0000;
	}

	between(low: number, high: number): number {
		return low + (high - low) * this.uniform();
	}

	/** Uniform in the logarithm; both limits positive. */
	logBetween(low: number, high: number): number {
		return low * Math.pow(high / low, this.uniform());
	}

	/** Integer in [0, count). */
	integer(count: number): number {
		return Math.floor(this.uniform() * count);
	}

	/** Standard normal deviate by Marsaglia's polar method. */
	normal(): number {
		if (!Number.isNaN(this.#spareNormal)) {
			const spare = this.#spareNormal;
			this.#spareNormal = Number.NaN;
			return spare;
		}
		for (;;) {
			const x = 2 * this.uniform() - 1;
			const y = 2 * this.uniform() - 1;
			const r2 = x * x + y * y;
			if (r2 >= 1 || r2 === 0) continue;
			const scale = Math.sqrt((-2 * Math.log(r2)) / r2);
			this.#spareNormal = y * scale;
			return x * scale;
		}
	}

	/**
	 * dN/dS ∝ S^−slope between two limits (slope ≠ 1), by inverting the cumulative distribution: the counts of radio sources.
	 */
	powerLaw(slope: number, low: number, high: number): number {
		const power = 1 - slope;
		const from = Math.pow(low, power);
		const to = Math.pow(high, power);
		return Math.pow(from + (to - from) * this.uniform(), 1 / power);
	}
}

/** FNV-1a over the character codes, with the offset basis given. */
export function hash32(text: string, basis = 0x811c9dc5): number {
	let hash = basis;
	for (let i = 0; i < text.length; i += 1) {
		hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
	}
	return hash >>> 0;
}

function splitmix32(seed: number): () => number {
	let state = seed | 0;
	return () => {
		state = (state + 0x9e3779b9) | 0;
		let mixed = state ^ (state >>> 16);
		mixed = Math.imul(mixed, 0x21f0aaad);
		mixed ^= mixed >>> 15;
		mixed = Math.imul(mixed, 0x735a2d97);
		return mixed ^ (mixed >>> 15);
	};
}

function rotateLeft(bits: number, by: number): number {
	return (bits << by) | (bits >>> (32 - by));
}
