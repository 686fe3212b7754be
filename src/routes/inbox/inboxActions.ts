import { pauseInbox, removeInbox, resumeInbox, setInbox } from '#server/commands/inbox/setInbox.ts';
import { act } from '../act.ts';

/** For every page that shows an inbox: its own and the run's. */
export const inboxActions = {
	setInbox: act(setInbox),
	pauseInbox: act(pauseInbox),
	resumeInbox: act(resumeInbox),
	removeInbox: act(removeInbox)
};
