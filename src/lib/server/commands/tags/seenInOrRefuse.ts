import { Failure } from '#schema/failure.ts';
import type { TaggedKind, TagTarget } from '#schema/label.ts';
import { store, type Transaction } from '../../store/client.ts';
import { hasMeasurement } from '../../store/commentTargets.ts';
import { findImages } from '../../store/images.ts';
import { findRun } from '../../store/runs.ts';
import { labelledObject, type SeenIn } from '../labelledObject.ts';

const UNSEEN: SeenIn = { runId: null, sourceId: null };

/** Finds what a tag is put on, with the run and source its author was looking at, or refuses. */
export async function seenInOrRefuse(
	{ kind, id }: TagTarget,
	transaction: Transaction
): Promise<SeenIn> {
	const seen = await FINDERS[kind](id, transaction);
	if (seen) return seen;
	throw new Failure('NotFound', `This ${kind} does not exist (any more).`, 'targetId');
}

const FINDERS: Record<
	TaggedKind,
	(id: string, transaction: Transaction) => Promise<SeenIn | null>
> = {
	object: labelledObject,
	async run(id) {
		const run = await findRun(store(), Number(id));
		return run && { runId: run.id, sourceId: null };
	},
	async image(id) {
		const images = await findImages(store(), [Number(id)]);
		return images.length > 0 ? UNSEEN : null;
	},
	async measurement(id, transaction) {
		return (await hasMeasurement(store(), Number(id), transaction)) ? UNSEEN : null;
	}
};
