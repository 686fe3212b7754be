import type { User } from '#schema/user.ts';

/** Who gives a command. Jobs and the command line act without one: what they call takes no context. */
export interface CommandContext {
	user: User;
}
