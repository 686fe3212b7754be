import { Failure } from '#schema/failure.ts';
import { DEFAULT_TAXONOMY, type Taxonomy } from '#schema/taxonomy.ts';
import { store } from '../../store/client.ts';
import { findTaxonomy, latestTaxonomy } from '../../store/taxonomies.ts';

/** The class list chosen for a queue; the latest version of the default one when none was. */
export async function taxonomyToUse(taxonomyId: string | undefined): Promise<Taxonomy> {
	const found = taxonomyId
		? await findTaxonomy(store(), taxonomyId)
		: ((await latestTaxonomy(store(), DEFAULT_TAXONOMY.name)) ?? DEFAULT_TAXONOMY);
	if (!found) throw new Failure('NotFound', 'This class list does not exist.', 'taxonomyId');
	// The queue keeps the list itself, so that no later version changes what its voters see.
	const { name, version, classes } = found;
	return { name, version, classes };
}
