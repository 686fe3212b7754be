import { removeInbox, setInbox } from '#server/commands/inbox/setInbox.ts';
import { runInbox } from '#server/queries/inboxPage.ts';
import { carriesOut } from '../../../carriesOut.ts';
import type { RequestHandler } from './$types';

/** A run's inbox and what arrived in it last. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer((user) => runInbox(user, Number(params.id)));

/** Gives a run an inbox, or another folder or queue to the one it has. */
export const PUT = carriesOut(setInbox);

/** Takes it away; what is under way goes on. */
export const DELETE = carriesOut(removeInbox);
