import { Failure } from '#schema/failure.ts';
import { sessionCommandSchema, startSessionSchema, type VettingSession } from '#schema/session.ts';
import type { Queue } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { store } from '../../store/client.ts';
import { newId } from '../../store/ids.ts';
import { findQueue } from '../../store/queues.ts';
import { listUsers } from '../../store/users.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { notify } from '../notifications/notify.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { announceSession, applyChange, changeSession, personOf } from './changeSession.ts';

/** Starts a session on a queue. Whoever starts it leads it, and drives until the wheel is handed over. */
export async function startSession(
	context: CommandContext,
	input: unknown
): Promise<VettingSession> {
	const { commandId, queueId, name, roundMinutes } = parse(startSessionSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'startSession');
	const session = await once(
		context,
		{ command: 'startSession', commandId },
		async (transaction) => {
			const queue = await findQueue(store(), queueId, transaction);
			if (!queue) throw new Failure('NotFound', 'This queue does not exist.', 'queueId');
			const created: VettingSession = {
				id: newId(),
				queueId,
				name,
				chair: personOf(user),
				driver: personOf(user),
				candidateId: null,
				roundMinutes,
				round: null,
				timer: null,
				members: [],
				events: 0,
				startedAt: new Date(),
				endedAt: null
			};
			const event = { action: 'startSession', target: `session ${created.id}`, after: name };
			await audit(user, event, transaction);
			const happening = { kind: 'started' as const, queueName: queue.name };
			return applyChange(user, created, { fields: {}, happening }, transaction);
		}
	);
	await announceSession(user, session);
	await invite(user, session);
	return session;
}

/** Ends a session for everybody. Its notes stay open to be tidied up; nothing else changes any more. */
export async function endSession(context: CommandContext, input: unknown): Promise<VettingSession> {
	const command = { command: 'endSession', ...parse(sessionCommandSchema, input) };
	return changeSession(context, command, (session) => {
		mayOrRefuse(context.user, 'chairSession', { ownerId: session.chair.id });
		const endedAt = new Date();
		const members = session.members.map((member) => ({
			...member,
			leftAt: member.leftAt ?? endedAt
		}));
		return { fields: { endedAt, members, timer: null }, happening: { kind: 'ended' } };
	});
}

/** Tells those whom it concerns: the queue's named voters or its team, else the starter's own team. */
async function invite(user: User, { id, name, queueId }: VettingSession): Promise<void> {
	const queue = await findQueue(store(), queueId);
	const people = (await listUsers(store())).filter(
		(person) => person.id !== user.id && queue && isConcerned(person, queue, user)
	);
	await notify(
		people.map((person) => ({
			userId: person.id,
			kind: 'session',
			title: `${user.displayName} started the session “${name}”`,
			text: `On the queue “${queue?.name ?? ''}”.`,
			href: `/sessions/${id}`,
			key: `session ${id}`
		}))
	);
}

function isConcerned({ id, teamId }: User, { voters }: Queue, starter: User): boolean {
	if (voters.userIds) return voters.userIds.includes(id);
	return teamId !== null && teamId === (voters.teamId ?? starter.teamId);
}
