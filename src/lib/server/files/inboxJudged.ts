import { hash32 } from '#science/stats/random.ts';
import type { SeenFile } from '#schema/inbox.ts';

/**
 * Files of which it is known what became of them, as they were then. A million take some 60 MB: numbers stand for their
 * names. Where two names have one number, one of them is judged once more, which changes nothing.
 */
export class JudgedFiles {
	readonly #fingerprints = new Map<number, number>();

	add(file: SeenFile): void {
		this.#fingerprints.set(hash53(file.path), fingerprint(file));
	}

	/** Whether a file of this name is known, changed or not. */
	has(path: string): boolean {
		return this.#fingerprints.has(hash53(path));
	}

	isAsJudged(file: SeenFile): boolean {
		return this.#fingerprints.get(hash53(file.path)) === fingerprint(file);
	}
}

function fingerprint({ path, bytes, modifiedMs }: SeenFile): number {
	return hash53(`${path}\n${bytes}\n${modifiedMs}`);
}

/** As many bits as a number holds exactly. */
function hash53(text: string): number {
	return hash32(text) * 2 ** 21 + (hash32(text, SECOND_BASIS) >>> 11);
}

const SECOND_BASIS = 0x9747b28c;
