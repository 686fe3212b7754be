import { nameKey } from '#science/catalogue/nameKey.ts';
import { catalogueRowsNamed } from '../store/catalogueRows.ts';
import { listCatalogues } from '../store/catalogues.ts';
import { store } from '../store/client.ts';

/** A position that a catalogue has under a name, degrees ICRS. */
export interface NamedPosition {
	ra: number;
	dec: number;
	catalogue: string;
	/** As the catalogue spells it. */
	name: string;
}

/**
 * The position of a name in the local catalogues, whatever its case and blanks, pulsars with or without PSR; null for a name
 * that none has. Where several have it, the catalogue whose name comes first decides, and in it the first row.
 */
export async function findByName(name: string): Promise<NamedPosition | null> {
	const key = nameKey(name.slice(0, 200));
	if (key === '') return null;
	const catalogues = await listCatalogues(store());
	const batches = catalogues.map(({ batch }) => batch);
	const found = await catalogueRowsNamed(store(), key, batches);
	const order = (batch: string) => batches.indexOf(batch);
	const [first] = found.sort((a, b) => order(a.batch) - order(b.batch) || a.place - b.place);
	if (first === undefined) return null;
	const catalogue = catalogues[order(first.batch)];
	return { ra: first.ra, dec: first.dec, catalogue: catalogue.name, name: first.name };
}
