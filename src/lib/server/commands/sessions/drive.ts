import { Failure } from '#schema/failure.ts';
import {
	handOverSchema,
	sessionCommandSchema,
	showCandidateSchema,
	type VettingSession
} from '#schema/session.ts';
import { may, mayOrRefuse } from '../../auth/may.ts';
import { findCandidate } from '../../store/candidates.ts';
import { store } from '../../store/client.ts';
import { findUser } from '../../store/users.ts';
import type { CommandContext } from '../context.ts';
import { parse } from '../parse.ts';
import { changeSession, memberHere, personOf } from './changeSession.ts';

/** Takes the wheel: from now on the others follow this person's page. */
export async function takeWheel(context: CommandContext, input: unknown): Promise<VettingSession> {
	const command = { command: 'takeWheel', ...parse(sessionCommandSchema, input) };
	const { user } = context;
	mayOrRefuse(user, 'driveSession');
	return changeSession(context, command, (session) => {
		if (session.driver?.id === user.id) return null;
		if (!memberHere(session, user.id))
			throw new Failure('Conflict', 'You are not in this session (any more): open it first.');
		const driver = personOf(user);
		return { fields: { driver }, happening: { kind: 'drove', driver } };
	});
}

/** Hands the wheel to somebody who is here and may drive; the driver's right, and the chair's. */
export async function handOver(context: CommandContext, input: unknown): Promise<VettingSession> {
	const { toUserId, ...ids } = parse(handOverSchema, input);
	const { user } = context;
	return changeSession(context, { command: 'handOver', ...ids }, async (session) => {
		if (session.driver?.id === user.id) mayOrRefuse(user, 'driveSession');
		else mayOrRefuse(user, 'chairSession', { ownerId: session.chair.id });
		const member = memberHere(session, toUserId);
		if (!member)
			throw new Failure('Conflict', 'That person is not in this session (any more).', 'toUserId');
		if (!may(await findUser(store(), toUserId), 'driveSession'))
			throw new Failure('Invalid', `${member.name} may look on, not drive.`, 'toUserId');
		if (session.driver?.id === toUserId) return null;
		const driver = { id: member.id, name: member.name };
		return { fields: { driver }, happening: { kind: 'drove', driver } };
	});
}

/** Shows a candidate of the session's queue to everybody who follows. Only the driver does. */
export async function showCandidate(
	context: CommandContext,
	input: unknown
): Promise<VettingSession> {
	const { candidateId, ...ids } = parse(showCandidateSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'driveSession');
	return changeSession(
		context,
		{ command: 'showCandidate', ...ids },
		async (session, transaction) => {
			refuseOthers(session, user.id);
			if (session.candidateId === candidateId) return null;
			const candidate = await findCandidate(store(), candidateId, transaction);
			if (candidate?.queueId !== session.queueId) {
				throw new Failure(
					'NotFound',
					'This candidate is not in the session’s queue (any more).',
					'candidateId'
				);
			}
			return {
				fields: { candidateId },
				happening: { kind: 'showed', candidateId, objectName: candidate.facts.name }
			};
		}
	);
}

function refuseOthers({ driver }: VettingSession, userId: string): void {
	if (driver?.id === userId) return;
	throw new Failure(
		'NotPermitted',
		`${driver ? `${driver.name} drives` : 'Nobody drives'} this session: take the wheel first.`
	);
}
