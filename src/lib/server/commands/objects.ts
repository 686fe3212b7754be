import { Failure } from '#schema/failure.ts';
import { settleMatchSchema } from '#schema/settleMatch.ts';
import type { SkyObject, Source, UnsettledMatch } from '#schema/source.ts';
import { mayOrRefuse } from '../auth/may.ts';
import { store, type Transaction } from '../store/client.ts';
import { findObject, moveObject } from '../store/objects.ts';
import { findSource, findSourceOfObject, linkSources } from '../store/sources.ts';
import { findUnsettled, markSettled } from '../store/unsettled.ts';
import { announceLabel } from './announceLabel.ts';
import { audit } from './audit.ts';
import type { CommandContext } from './context.ts';
import { once } from './once.ts';
import { parse } from './parse.ts';

/**
 * Settles a doubtful match: the link stays, or the source is another of the objects in question. An object that already
 * has a source in this run takes the other's place in exchange. Labels stay with their objects, whichever way.
 */
export async function settleMatch(
	context: CommandContext,
	input: unknown
): Promise<UnsettledMatch> {
	const { commandId, matchId, decision, objectId } = parse(settleMatchSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'settle');
	const settled = await once(
		context,
		{ command: 'settleMatch', commandId },
		async (transaction) => {
			const match = await findUnsettled(store(), matchId, transaction);
			if (!match) throw new Failure('NotFound', 'This match is not listed (any more).');
			if (match.settledAt)
				throw new Failure('Conflict', 'Somebody has settled this match already.');
			const source = await findSource(store(), match.sourceId);
			if (!source)
				throw new Failure('Conflict', 'The run was processed again: look at its new list.');
			const chosen = decision === 'relink' && objectId ? objectId : source.objectId;
			if (chosen && chosen !== source.objectId) await relink(match, source, chosen, transaction);
			await markSettled(store(), { id: matchId, userId: user.id, decision }, transaction);
			await audit(
				user,
				{
					action: 'settleMatch',
					target: `source ${source.id}`,
					before: { objectId: source.objectId, kind: match.kind, objectIds: match.objectIds },
					after: { objectId: chosen, decision }
				},
				transaction
			);
			return { ...match, settledBy: user.id, settledAt: new Date() };
		}
	);
	await Promise.all(settled.objectIds.map((id) => announceLabel(user, 'settlement', id)));
	return settled;
}

/** Gives the source the object, which moves to where the source is: the next run then finds the same answer. */
async function relink(
	match: UnsettledMatch & { revision: number },
	source: Source,
	objectId: string,
	transaction: Transaction
): Promise<void> {
	const object = match.objectIds.includes(objectId)
		? await findObject(store(), objectId, transaction)
		: null;
	if (!object) {
		throw new Failure('Invalid', 'Choose one of the objects in question.', 'objectId');
	}
	const generation = { runId: source.runId, revision: source.revision };
	const other = (await findSourceOfObject(store(), objectId, [generation]))?.source;
	const links = [{ sourceId: source.id, objectId }];
	await moveTo(object, source, transaction);
	if (other && source.objectId) {
		links.push({ sourceId: other.id, objectId: source.objectId });
		const given = await findObject(store(), source.objectId, transaction);
		if (given) await moveTo(given, other, transaction);
	}
	await linkSources(store(), links, transaction);
}

async function moveTo(object: SkyObject, source: Source, transaction: Transaction): Promise<void> {
	const place = { id: object.id, ra: source.wavgRa, dec: source.wavgDec };
	await moveObject(store(), place, transaction);
}
