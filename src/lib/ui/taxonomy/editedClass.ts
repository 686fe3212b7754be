import type { TaxonomyClass } from '#schema/taxonomy.ts';

/** A class as its form's fields hold it: '' for none. */
export interface EditedClass {
	/** Tells rows apart while their keys are typed. */
	id: number;
	key: string;
	label: string;
	description: string;
	parent: string;
	hotkey: string;
	colour: number;
	examples: string;
	retired: boolean;
	countsAs: string;
	/** An earlier version has it: its key stays. */
	isKnown: boolean;
}

export function editedClass(c: TaxonomyClass, id: number): EditedClass {
	return {
		id,
		key: c.key,
		label: c.label,
		description: c.description,
		parent: c.parent ?? '',
		hotkey: c.hotkey ?? '',
		colour: c.colour,
		examples: (c.examples ?? []).join('\n'),
		retired: c.retired !== undefined,
		countsAs: c.retired?.countsAs ?? '',
		isKnown: true
	};
}

/** A row that is passed over while it stays empty. */
export function blankClass(id: number): EditedClass {
	return {
		id,
		key: '',
		label: '',
		description: '',
		parent: '',
		hotkey: '',
		colour: 1 + (id % 10),
		examples: '',
		retired: false,
		countsAs: '',
		isKnown: false
	};
}
