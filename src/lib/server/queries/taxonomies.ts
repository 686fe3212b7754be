import { Failure } from '#schema/failure.ts';
import type { TaxonomyPage, TaxonomyRow } from '#schema/page.ts';
import type { StoredTaxonomy } from '#schema/taxonomy.ts';
import type { User } from '#schema/user.ts';
import { may } from '../auth/may.ts';
import { store } from '../store/client.ts';
import { listAllQueues } from '../store/queues.ts';
import { listTaxonomies } from '../store/taxonomies.ts';
import { signedIn } from './signedIn.ts';

/** Every class list: its latest version, and who works with which. */
export async function taxonomyRows(user: User | null): Promise<TaxonomyRow[]> {
	signedIn(user);
	const [taxonomies, queues] = await Promise.all([listTaxonomies(store()), listAllQueues(store())]);
	const latest = new Map<string, StoredTaxonomy>();
	for (const taxonomy of taxonomies) {
		if (!latest.has(taxonomy.name)) latest.set(taxonomy.name, taxonomy);
	}
	return [...latest.values()].map((taxonomy) => ({
		...taxonomy,
		queues: queues.filter((queue) => queue.taxonomy.name === taxonomy.name).length
	}));
}

/** One version of a class list, with the others of its name and the queues that work with it. */
export async function taxonomyPage(user: User | null, id: string): Promise<TaxonomyPage> {
	const reader = signedIn(user);
	const [taxonomies, queues] = await Promise.all([listTaxonomies(store()), listAllQueues(store())]);
	const taxonomy = taxonomies.find((found) => found.id === id);
	if (!taxonomy) throw new Failure('NotFound', 'This class list does not exist.');
	const { name, version } = taxonomy;
	const versions = taxonomies.filter((found) => found.name === name);
	return {
		taxonomy,
		versions: versions.map(({ id, version, createdByName, createdAt }) => ({
			id,
			version,
			createdByName,
			createdAt
		})),
		isLatest: versions[0].id === id,
		queues: queues
			.filter((queue) => queue.taxonomy.name === name && queue.taxonomy.version === version)
			.map(({ id, name }) => ({ id, name })),
		allowed: { define: may(reader, 'defineTaxonomy') }
	};
}
