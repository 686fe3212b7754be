import { SOURCE_COLUMNS, USUAL_SOURCE_COLUMNS, type SourceColumnKey } from '#schema/sourceTable.ts';
import { Persisted } from '#ui/shared/persisted.svelte.ts';

/** Which columns a person wants of tables of sources, in which order; kept in this browser. */
export class ChosenColumns {
	readonly #kept = new Persisted('caustic-source-columns', '');

	/** The name comes first, always: it leads to the source. */
	get keys(): SourceColumnKey[] {
		const kept = readColumns(this.#kept.current);
		return kept ?? [...USUAL_SOURCE_COLUMNS];
	}

	get areUsual(): boolean {
		return this.#kept.current === '';
	}

	show(key: SourceColumnKey, isShown: boolean): void {
		const others = this.keys.filter((shown) => shown !== key);
		this.#keep(isShown ? [...others, key] : others);
	}

	/** One place to the left or to the right. */
	move(key: SourceColumnKey, by: -1 | 1): void {
		const keys = this.keys;
		const from = keys.indexOf(key);
		const to = from + by;
		if (from < 1 || to < 1 || to >= keys.length) return;
		[keys[from], keys[to]] = [keys[to], keys[from]];
		this.#keep(keys);
	}

	forget(): void {
		this.#kept.current = '';
	}

	#keep(keys: SourceColumnKey[]): void {
		this.#kept.current = keys.join(' ');
	}
}

/** Columns as they were kept; those of another version of this page are left out. Null where none are. */
export function readColumns(kept: string): SourceColumnKey[] | null {
	const words = kept.split(' ');
	const known = words.flatMap((word) => SOURCE_COLUMNS.find(({ key }) => key === word)?.key ?? []);
	const others = [...new Set(known)].filter((key) => key !== 'name');
	return kept === '' ? null : ['name', ...others];
}
