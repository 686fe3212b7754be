import { Failure } from '#schema/failure.ts';
import { taxonomyProblem } from '#schema/taxonomyProblem.ts';
import { countedAs, type StoredTaxonomy, type TaxonomyClass } from '#schema/taxonomy.ts';
import { defineTaxonomySchema } from '#schema/taxonomyForm.ts';
import { commandIdSchema } from '#schema/vote.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { announce } from '../../jobs/announce.ts';
import { store, type Transaction } from '../../store/client.ts';
import { newId } from '../../store/ids.ts';
import { findTaxonomy, insertTaxonomy, latestTaxonomy } from '../../store/taxonomies.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';

const schema = defineTaxonomySchema.extend({
	commandId: commandIdSchema.default(() => crypto.randomUUID())
});

/**
 * Writes a new version of a class list, or the first of a new one. No version is ever changed: queues go on with theirs
 * until they are moved, and a class left out stays as a retired one, so that votes for it can be read.
 */
export async function defineTaxonomy(
	context: CommandContext,
	input: unknown
): Promise<StoredTaxonomy> {
	const { commandId, ...wanted } = parse(schema, input);
	const { user } = context;
	mayOrRefuse(user, 'defineTaxonomy');
	const defined = await once(
		context,
		{ command: 'defineTaxonomy', commandId },
		async (transaction) => {
			const before = await followed(wanted, transaction);
			const classes = withRetired(wanted.classes, before?.classes ?? []);
			const problem = taxonomyProblem(classes);
			if (problem) throw new Failure('Invalid', problem.sentence, problem.field);
			const taxonomy: StoredTaxonomy = {
				id: newId(),
				name: wanted.name,
				version: (before?.version ?? 0) + 1,
				classes,
				createdById: user.id,
				createdByName: user.displayName,
				createdAt: new Date()
			};
			await insertTaxonomy(store(), taxonomy, transaction);
			const event = {
				action: 'defineTaxonomy',
				target: `taxonomy ${taxonomy.id}`,
				before: before && { version: before.version, classes: before.classes },
				after: { name: taxonomy.name, version: taxonomy.version, classes }
			};
			await audit(user, event, transaction);
			return taxonomy;
		}
	);
	const by = { byId: user.id, byName: user.displayName };
	await announce({ topic: 'queues', kind: 'queue', ...by });
	return defined;
}

async function followed(
	{ followsId, name }: { followsId: string | null; name: string },
	transaction: Transaction
): Promise<StoredTaxonomy | null> {
	const latest = await latestTaxonomy(store(), name, transaction);
	if (followsId === null) {
		if (!latest) return null;
		throw new Failure(
			'Conflict',
			`There is a class list “${name}” already: change that one, or choose another name.`,
			'name'
		);
	}
	const before = await findTaxonomy(store(), followsId, transaction);
	if (!before) throw new Failure('NotFound', 'This class list does not exist.', 'followsId');
	if (before.name !== name) {
		throw new Failure(
			'Invalid',
			`A new version keeps the name of its list, “${before.name}”.`,
			'name'
		);
	}
	if (latest?.id === before.id) return before;
	throw new Failure(
		'Conflict',
		`Somebody has made version ${latest?.version ?? '?'} of “${name}” meanwhile: look at it, then change that one.`,
		'followsId'
	);
}

/**
 * Classes of the version before that were left out stay, as retired ones; and what had counted as a class that is now retired
 * too counts as what that one counts as.
 */
function withRetired(classes: TaxonomyClass[], before: TaxonomyClass[]): TaxonomyClass[] {
	const keys = new Set(classes.map((c) => c.key));
	const left = before
		.filter((c) => !keys.has(c.key))
		.map((c) => ({ ...c, hotkey: null, retired: c.retired ?? { countsAs: null } }));
	const all = [...classes, ...left];
	const retiredBefore = new Set(before.filter((c) => c.retired).map((c) => c.key));
	const kept = new Set(all.filter((c) => !c.retired).map((c) => c.key));
	return all.map((c) => {
		if (!c.retired || !retiredBefore.has(c.key)) return c;
		const now = countedAs({ classes: all }, c.key);
		return { ...c, retired: { countsAs: kept.has(now) ? now : null } };
	});
}
