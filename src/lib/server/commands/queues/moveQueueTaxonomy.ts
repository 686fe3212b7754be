import { Failure } from '#schema/failure.ts';
import type { Queue } from '#schema/queue.ts';
import { moveTaxonomySchema } from '#schema/queueSettings.ts';
import { votable, countedAs, type Taxonomy } from '#schema/taxonomy.ts';
import { lostClasses, movedTaxonomy, type LostClass } from '#schema/taxonomyMove.ts';
import { commandIdSchema } from '#schema/vote.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { taxonomyToUse } from '../taxonomies/taxonomyToUse.ts';
import { classesInUse } from './classesInUse.ts';
import { announceChange, queueToChange, writeChange } from './changeQueue.ts';
import { relabelledRule } from './ruleLabels.ts';

const schema = moveTaxonomySchema.extend({
	commandId: commandIdSchema.default(() => crypto.randomUUID())
});

/**
 * Gives a queue another class list, or another version of its own. Votes keep the class and the version they were made
 * with; a class in use that cannot be chosen any more must be given one that it counts as, or nothing is changed.
 */
export async function moveQueueTaxonomy(context: CommandContext, input: unknown): Promise<Queue> {
	const { commandId, queueId, taxonomyId, mapping } = parse(schema, input);
	const { user } = context;
	const target = await taxonomyToUse(taxonomyId);
	const moved = await once(
		context,
		{ command: 'moveQueueTaxonomy', commandId },
		async (transaction) => {
			const before = await queueToChange(user, queueId, transaction);
			const lost = lostClasses(before.taxonomy, target, await classesInUse(before));
			const successors = successorsOf(lost, mapping, target);
			const taxonomy = movedTaxonomy(before.taxonomy, target, successors);
			const now = (key: string) => countedAs(taxonomy, key);
			const change = {
				taxonomy,
				wanted: [...new Set(before.wanted.map(now))],
				rules: before.rules.map((rule) => relabelledRule(rule, now))
			};
			await writeChange(user, { before, change, action: 'moveQueueTaxonomy' }, transaction);
			return { ...before, ...change };
		}
	);
	await announceChange(user, moved.id);
	return moved;
}

function successorsOf(
	lost: LostClass[],
	mapping: Record<string, string>,
	target: Taxonomy
): Map<string, string> {
	const choosable = new Set(votable(target).map((c) => c.key));
	const successors = new Map<string, string>();
	const homeless: LostClass[] = [];
	for (const gone of lost) {
		const successor = mapping[gone.key] || gone.countsAs;
		if (successor && choosable.has(successor)) successors.set(gone.key, successor);
		else homeless.push(gone);
	}
	if (homeless.length === 0) return successors;
	const told = homeless
		.map(({ label, votes }) => `“${label}” (${votes === 1 ? '1 vote' : `${votes} votes`})`)
		.join(', ');
	throw new Failure(
		'Conflict',
		`${target.name}, version ${target.version}, does not have ${told}: say for each which of its classes it counts as. Nothing was changed.`,
		'mapping'
	);
}
