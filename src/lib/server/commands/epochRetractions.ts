import { randomUUID } from 'node:crypto';
import {
	decideRetractionSchema,
	proposeRetractionSchema,
	type EpochRetraction
} from '#schema/epochRetraction.ts';
import { Failure } from '#schema/failure.ts';
import type { User } from '#schema/user.ts';
import { mayOrRefuse } from '../auth/may.ts';
import { announce } from '../jobs/announce.ts';
import { store, type Transaction } from '../store/client.ts';
import { findRetraction, putRetraction, standingRetraction } from '../store/epochRetractions.ts';
import { newId } from '../store/ids.ts';
import { standingMarks } from '../store/imageMarks.ts';
import { readSource } from '../store/sourceReads.ts';
import { announceLabel } from './announceLabel.ts';
import { audit } from './audit.ts';
import type { CommandContext } from './context.ts';
import { markImage } from './images/markImage.ts';
import { once } from './once.ts';
import { parse } from './parse.ts';
import { requestScoresOfObject } from './scores/requestScores.ts';

/** Proposes that an epoch of an object's light curve should not count. Nothing changes until somebody else agrees. */
export async function proposeRetraction(
	context: CommandContext,
	input: unknown
): Promise<EpochRetraction> {
	const asked = parse(proposeRetractionSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'annotate');
	const epoch = await epochOf(asked);
	const command = { command: 'proposeRetraction', commandId: asked.commandId };
	const proposed = await once(context, command, async (transaction) => {
		if (await standingRetraction(store(), asked, transaction))
			throw new Failure(
				'Conflict',
				'This epoch has been proposed or retracted already: look at what is said of it.',
				'measurementId'
			);
		const retraction: EpochRetraction = {
			...{ id: newId(), objectId: asked.objectId, scope: asked.scope, reason: asked.reason },
			...epoch,
			...{ state: 'proposed', byId: user.id, byName: user.displayName, at: new Date() },
			...{ decidedById: null, decidedByName: null, decidedAt: null }
		};
		await record(user, { action: 'proposeRetraction', before: null, retraction }, transaction);
		return retraction;
	});
	await announceOf(user, proposed);
	return proposed;
}

/**
 * Agrees to a proposal, or declines it, also after it was agreed. Agreeing is for somebody else than who proposed it; to agree that a
 * whole image does not count is to mark it bad, which every page and score then heeds.
 */
export async function decideRetraction(
	context: CommandContext,
	input: unknown
): Promise<EpochRetraction> {
	const { commandId, retractionId, decision } = parse(decideRetractionSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'markImage');
	const command = { command: 'decideRetraction', commandId };
	const { retraction, counts } = await once(context, command, async (transaction) => {
		const before = await toDecide(user, { retractionId, decision }, transaction);
		const by = { decidedById: user.id, decidedByName: user.displayName, decidedAt: new Date() };
		const retraction: EpochRetraction = { ...before, state: decision, ...by };
		await record(user, { action: 'decideRetraction', before, retraction }, transaction);
		return { retraction, counts: before.state === 'agreed' || decision === 'agreed' };
	});
	if (counts) await bringAbout(context, retraction);
	await announceOf(user, retraction);
	return retraction;
}

/** What counts is other than before: scores follow. A whole image is marked, and scores follow that. */
async function bringAbout(context: CommandContext, decided: EpochRetraction): Promise<void> {
	if (decided.scope === 'measurement') await requestScoresOfObject(decided.objectId);
	else if (decided.state === 'agreed') await markBad(context, decided);
}

/** Tells the object's pages; of a whole image those of every object, which may be in it. */
async function announceOf(user: User, { objectId, scope }: EpochRetraction): Promise<void> {
	await announceLabel(user, 'retraction', objectId);
	const by = { byId: user.id, byName: user.displayName };
	if (scope === 'image') await announce({ topic: 'images', kind: 'retraction', ...by });
}

/** A whole image that was agreed on, and nobody has taken that back. */
async function isBad({ scope, imageId }: EpochRetraction): Promise<boolean> {
	if (scope !== 'image') return false;
	return (await standingMarks(store(), [imageId])).get(imageId)?.kind === 'bad';
}

/** An image that is bad already stays as it is: a replay, or two proposals in one image, mark it once. */
async function markBad(context: CommandContext, decided: EpochRetraction): Promise<void> {
	if (await isBad(decided)) return;
	const { imageId, reason, byName } = decided;
	await markImage(context, {
		...{ commandId: randomUUID(), imageId, mark: 'bad' },
		reason: `${reason} (proposed by ${byName})`
	});
}

interface Decision {
	retractionId: string;
	decision: 'agreed' | 'declined';
}

async function toDecide(
	user: User,
	{ retractionId, decision }: Decision,
	transaction: Transaction
): Promise<EpochRetraction> {
	const before = await findRetraction(store(), retractionId, transaction);
	if (!before) throw new Failure('NotFound', 'This proposal does not exist.', 'retractionId');
	if (before.state === decision || before.state === 'declined')
		throw new Failure('Conflict', `This proposal is ${before.state} already.`, 'decision');
	if (decision === 'agreed' && before.byId === user.id)
		throw new Failure(
			'NotPermitted',
			'Somebody else has to agree: you proposed this yourself. You can decline it.',
			'decision'
		);
	if (decision === 'declined' && before.state === 'agreed' && (await isBad(before)))
		throw new Failure(
			'Conflict',
			'The image has been marked bad: take that back on the page of the image.',
			'decision'
		);
	return before;
}

async function epochOf({
	sourceId,
	objectId,
	measurementId
}: {
	sourceId: number;
	objectId: string;
	measurementId: number;
}): Promise<Pick<EpochRetraction, 'imageId' | 'measurementId' | 'mjd' | 'frequencyMhz'>> {
	const found = await readSource(store(), sourceId);
	if (!found || found.source.objectId !== objectId)
		throw new Failure('NotFound', 'This object has no such source.', 'sourceId');
	const { lightCurve } = found;
	const row = lightCurve.measurementId.indexOf(measurementId);
	if (row < 0) throw new Failure('NotFound', 'Its light curve has no such epoch.', 'measurementId');
	return {
		imageId: lightCurve.imageId[row],
		measurementId,
		mjd: lightCurve.mjd[row],
		frequencyMhz: lightCurve.frequencyMhz[row]
	};
}

async function record(
	user: User,
	{
		action,
		before,
		retraction
	}: { action: string; before: EpochRetraction | null; retraction: EpochRetraction },
	transaction: Transaction
): Promise<void> {
	await putRetraction(store(), retraction, transaction);
	const target = `object ${retraction.objectId}`;
	await audit(user, { action, target, before, after: retraction }, transaction);
}
