import { sessionCommandSchema, startTimerSchema, type VettingSession } from '#schema/session.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import type { CommandContext } from '../context.ts';
import { parse } from '../parse.ts';
import { changeSession } from './changeSession.ts';

/** Starts counting down for everybody, in place of what was counted before. */
export async function startTimer(context: CommandContext, input: unknown): Promise<VettingSession> {
	const { minutes, ...ids } = parse(startTimerSchema, input);
	const seconds = Math.round(minutes * 60);
	return changeSession(context, { command: 'startTimer', ...ids }, (session) => {
		mayOrRefuse(context.user, 'chairSession', { ownerId: session.chair.id });
		return {
			fields: { timer: { startedAt: new Date(), seconds } },
			happening: { kind: 'timerStarted', seconds }
		};
	});
}

export async function stopTimer(context: CommandContext, input: unknown): Promise<VettingSession> {
	const command = { command: 'stopTimer', ...parse(sessionCommandSchema, input) };
	return changeSession(context, command, (session) => {
		mayOrRefuse(context.user, 'chairSession', { ownerId: session.chair.id });
		return session.timer && { fields: { timer: null }, happening: { kind: 'timerStopped' } };
	});
}
