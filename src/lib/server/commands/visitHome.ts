import { store } from '../store/client.ts';
import { noteHomeVisit } from '../store/homeVisits.ts';
import type { CommandContext } from './context.ts';

/**
 * Notes that somebody looks at home, and gives when they were last there. Nothing that anybody else sees changes by it: it is
 * no entry of the audit and asks for no permission beyond being signed in.
 */
export function visitHome({ user }: CommandContext, now = new Date()): Promise<Date | null> {
	return noteHomeVisit(store(), user.id, now);
}
