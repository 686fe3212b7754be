import type { Catalogue, CatalogueUnderstood } from '#schema/catalogue.ts';
import { Failure } from '#schema/failure.ts';
import type { CatalogueEntry } from '../../files/catalogueEntries.ts';

/** What is wrong is listed up to here. */
const MOST_TOLD = 12;
/** Fewer rows than this may well lie in the first hours of the sky. */
const ROWS_THAT_TELL = 20;

/** What is known of a catalogue's rows once all were read: counts, and never the rows. */
export class CatalogueTally {
	nRows = 0;
	nSkipped = 0;
	motion: Catalogue['motion'] = null;
	readonly #skipBad: boolean;
	readonly #told: string[] = [];
	#highestRa = 0;

	constructor({ skipBad }: { skipBad: boolean }) {
		this.#skipBad = skipBad;
	}

	count(entries: CatalogueEntry[], problems: string[]): void {
		this.nRows += entries.length;
		this.nSkipped += problems.length;
		const room = MOST_TOLD - this.#told.length;
		if (room > 0) this.#told.push(...problems.slice(0, room));
		for (const { ra, motion } of entries) {
			this.#highestRa = Math.max(this.#highestRa, ra);
			if (motion) this.#move(Math.hypot(motion.pmRa, motion.pmDec), motion.epochMjd);
		}
	}

	/** One bad row, and nothing is imported, unless those are to be left out. */
	get isRefused(): boolean {
		return this.nSkipped > 0 && !this.#skipBad;
	}

	/** Refuses with every bad row, up to a dozen. */
	refuseBad(): void {
		const total = this.nRows + this.nSkipped;
		if (total === 0) throw new Failure('Invalid', 'The file has no rows.', 'file');
		if (this.isRefused)
			throw new Failure(
				'Invalid',
				`Nothing was imported: ${this.nSkipped} of ${total} rows have no position that can be read. ${this.#list()} ` +
					'Mend them, or say that such rows are to be left out.',
				'file'
			);
		if (this.nRows === 0)
			throw new Failure(
				'Invalid',
				`Nothing was imported: none of the ${total} rows has a position that can be read. ${this.#list()}`,
				'file'
			);
	}

	notes({ frame, unit }: CatalogueUnderstood): string[] {
		const notes: string[] = [];
		if (this.nSkipped > 0) notes.push(`${this.nSkipped} rows were left out. ${this.#list()}`);
		const isEquatorial = frame === 'icrs' || frame === 'fk5';
		if (isEquatorial && unit !== 'hours' && this.nRows >= ROWS_THAT_TELL && this.#highestRa < 24)
			notes.push(
				`All right ascensions are below 24°. If they are decimal hours, import the file again with the unit hours.`
			);
		return notes;
	}

	#list(): string {
		const more = this.nSkipped - this.#told.length;
		return this.#told.join('; ') + (more > 0 ? `; and ${more} more.` : '.');
	}

	#move(masPerYear: number, epochMjd: number): void {
		const { fastestMasPerYear, firstEpochMjd, lastEpochMjd } = this.motion ?? {
			fastestMasPerYear: 0,
			firstEpochMjd: epochMjd,
			lastEpochMjd: epochMjd
		};
		this.motion = {
			fastestMasPerYear: Math.max(fastestMasPerYear, masPerYear),
			firstEpochMjd: Math.min(firstEpochMjd, epochMjd),
			lastEpochMjd: Math.max(lastEpochMjd, epochMjd)
		};
	}
}
