import { Failure } from '#schema/failure.ts';
import {
	changeInterestSchema,
	declareInterestSchema,
	endInterestSchema,
	type Interest
} from '#schema/interest.ts';
import type { User } from '#schema/user.ts';
import { mayOrRefuse } from '../auth/may.ts';
import { store, type Transaction } from '../store/client.ts';
import { newId } from '../store/ids.ts';
import { findInterest, findStandingInterest, putInterest } from '../store/interests.ts';
import { findObject } from '../store/objects.ts';
import { announceLabel } from './announceLabel.ts';
import { audit } from './audit.ts';
import type { CommandContext } from './context.ts';
import { once } from './once.ts';
import { parse } from './parse.ts';

/** Enters this person in an object's register: "I am working on this one". */
export async function declareInterest(context: CommandContext, input: unknown): Promise<Interest> {
	const { commandId, objectId, text, link } = parse(declareInterestSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'declareInterest');
	const declared = await once(
		context,
		{ command: 'declareInterest', commandId },
		async (transaction) => {
			if (!(await findObject(store(), objectId, transaction)))
				throw new Failure('NotFound', 'This object does not exist.');
			if (await findStandingInterest(store(), { objectId, userId: user.id }, transaction))
				throw new Failure('Conflict', 'You are in this register already. Change your entry.');
			const interest: Interest = {
				id: newId(),
				objectId,
				userId: user.id,
				userName: user.displayName,
				text,
				link,
				since: new Date(),
				changedAt: null,
				endedAt: null
			};
			await record(user, { action: 'declareInterest', before: null, interest }, transaction);
			return interest;
		}
	);
	await announceLabel(user, 'interest', objectId);
	return declared;
}

/** Rewords one's own entry, or gives it another link. */
export async function changeInterest(context: CommandContext, input: unknown): Promise<Interest> {
	const { commandId, interestId, text, link } = parse(changeInterestSchema, input);
	const { user } = context;
	const changed = await once(
		context,
		{ command: 'changeInterest', commandId },
		async (transaction) => {
			const before = await standingEntry(user, interestId, transaction);
			const interest = { ...before, text, link, changedAt: new Date() };
			await record(user, { action: 'changeInterest', before, interest }, transaction);
			return interest;
		}
	);
	await announceLabel(user, 'interest', changed.objectId);
	return changed;
}

/** Ends one's own entry; that it stood stays known. */
export async function endInterest(context: CommandContext, input: unknown): Promise<Interest> {
	const { commandId, interestId } = parse(endInterestSchema, input);
	const { user } = context;
	const ended = await once(context, { command: 'endInterest', commandId }, async (transaction) => {
		const before = await standingEntry(user, interestId, transaction);
		const interest = { ...before, endedAt: new Date() };
		await record(user, { action: 'endInterest', before, interest }, transaction);
		return interest;
	});
	await announceLabel(user, 'interest', ended.objectId);
	return ended;
}

async function standingEntry(
	user: User,
	interestId: string,
	transaction: Transaction
): Promise<Interest> {
	const interest = await findInterest(store(), interestId, transaction);
	if (!interest) throw new Failure('NotFound', 'This entry of the register does not exist.');
	mayOrRefuse(user, 'changeInterest', { ownerId: interest.userId });
	if (interest.endedAt)
		throw new Failure('Conflict', 'This entry has ended. Make a new one instead.');
	return interest;
}

async function record(
	user: User,
	{ action, before, interest }: { action: string; before: Interest | null; interest: Interest },
	transaction: Transaction
): Promise<void> {
	await putInterest(store(), interest, transaction);
	const said = (entry: Interest) => ({
		text: entry.text,
		link: entry.link,
		endedAt: entry.endedAt
	});
	await audit(
		user,
		{
			action,
			target: `object ${interest.objectId}`,
			before: before && said(before),
			after: said(interest)
		},
		transaction
	);
}
