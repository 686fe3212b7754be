import type { VettingSession } from '#schema/session.ts';
import type { CommandContext } from '../context.ts';
import { leaveSession } from './attendance.ts';
import { handOver, showCandidate, takeWheel } from './drive.ts';
import { openRound, openSecondRound, revealRound } from './rounds.ts';
import { endSession } from './startSession.ts';
import { startTimer, stopTimer } from './timer.ts';

type SessionCommand = (context: CommandContext, input: unknown) => Promise<VettingSession>;

/** Everything that can be done in a session, by the name that forms and the API use. */
export const SESSION_COMMANDS: Record<string, SessionCommand> = {
	takeWheel,
	handOver,
	showCandidate,
	openRound,
	revealRound,
	openSecondRound,
	startTimer,
	stopTimer,
	leaveSession,
	endSession
};
