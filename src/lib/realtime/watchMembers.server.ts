import { may } from '#server/auth/may.ts';
import { onSessionEnd } from '#server/jobs/announce.ts';
import { log } from '#server/log.ts';
import { userOf } from './admission.server.ts';
import type { Member } from './member.server.ts';
import { CLOSE } from './protocol.ts';

interface Watched {
	/** Everybody in this process. */
	members: () => Promise<Member[]>;
	everyMs: number;
}

const PING_MS = 30_000;

/**
 * Looks after open sockets until the returned function is called: those whose session has ended or whose role has
 * changed are closed, and those that answer no ping (a laptop that fell asleep) are dropped.
 */
export function watchMembers(watched: Watched): () => void {
	function check(): void {
		checkSessions(watched).catch((error: unknown) => {
			// The database is away; nobody is thrown out for that.
			log.warn('could not check the sessions of open sockets', { error });
		});
	}
	const sessions = setInterval(check, watched.everyMs);
	const hearing = onSessionEnd(check).catch(() => () => undefined);
	const waitingForPong = new WeakSet<Member>();
	const pings = setInterval(() => void ping(watched, waitingForPong), PING_MS);
	return () => {
		clearInterval(sessions);
		clearInterval(pings);
		void hearing.then((stop) => stop());
	};
}

/** Somebody with many tabs is looked up once. */
async function checkSessions({ members }: Watched): Promise<void> {
	const byCookie = new Map<string | undefined, Member[]>();
	for (const member of await members()) {
		byCookie.set(member.cookie, [...(byCookie.get(member.cookie) ?? []), member]);
	}
	for (const [cookie, tabs] of byCookie) {
		const user = await userOf(cookie);
		for (const tab of tabs) {
			if (user?.id !== tab.user.id) tab.close(CLOSE.signedOut, 'signed out');
			else if (!may(user, 'view')) tab.close(CLOSE.notPermitted, 'not permitted');
			else if (may(user, 'annotate') !== tab.mayAnnotate) {
				tab.close(CLOSE.rightsChanged, 'your role has changed');
			} else tab.user = user;
		}
	}
}

async function ping({ members }: Watched, waitingForPong: WeakSet<Member>): Promise<void> {
	for (const member of await members().catch(() => [])) {
		if (waitingForPong.has(member)) {
			member.socket.terminate();
			continue;
		}
		waitingForPong.add(member);
		member.socket.once('pong', () => waitingForPong.delete(member));
		member.socket.ping();
	}
}
