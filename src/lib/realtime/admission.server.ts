import type { IncomingMessage } from 'node:http';
import { roomNameSchema } from '#schema/announcement.ts';
import type { User } from '#schema/user.ts';
import { may } from '#server/auth/may.ts';
import { sessionUser } from '#server/auth/session.ts';
import { config } from '#server/config.ts';
import { momentOf } from '#server/newsMark.ts';
import { store } from '#server/store/client.ts';
import { findObject } from '#server/store/objects.ts';
import { findVettingSession } from '#server/store/vettingSessions.ts';
import { isOwnPage } from './origin.server.ts';

export const ROOMS_PATH = '/yjs/';

export interface Admission {
	room: string;
	user: User;
	cookie: string | undefined;
	mayAnnotate: boolean;
	/** When the page was loaded, performance.now(); null where that is not known. */
	loadedAt: number | null;
}

export interface Refusal {
	status: 401 | 403 | 404 | 503;
	sentence: string;
}

/** Who may open a socket to which room: from our own pages, with a session, with the right to look. */
export async function admit(request: IncomingMessage): Promise<Admission | Refusal> {
	const room = roomNameSchema.safeParse(roomIn(request.url ?? ''));
	if (!room.success) return { status: 404, sentence: 'There is no such room.' };
	if (!isOwnPage(request.headers, config())) {
		return { status: 403, sentence: 'Sockets are opened by pages of this site only.' };
	}
	const { cookie } = request.headers;
	const user = await userOf(cookie);
	if (!user) return { status: 401, sentence: 'Sign in first.' };
	if (!may(user, 'view')) return { status: 403, sentence: 'Your role may not look at this.' };
	if (isOthers(room.data, user)) return { status: 403, sentence: 'This room is somebody else’s.' };
	if (!(await exists(room.data))) return { status: 404, sentence: 'There is no such room.' };
	const loadedAt = momentOf(markIn(request.url ?? ''));
	return { room: room.data, user, cookie, mayAnnotate: may(user, 'annotate'), loadedAt };
}

/** The person of a session that is still good; null once it has ended. */
export function userOf(cookie: string | undefined): Promise<User | null> {
	return sessionUser(cookie);
}

/** What a person is told is announced in a room of their own. */
function isOthers(room: string, user: User): boolean {
	return room.startsWith('user-') && room !== `user-${user.id}`;
}

/** Made-up names must not fill the log with documents that nobody will see. Other rooms leave nothing behind. */
async function exists(room: string): Promise<boolean> {
	const [, kind, id] = /^(object|session)-(.+)$/.exec(room) ?? [];
	if (kind === 'object') return (await findObject(store(), id)) !== null;
	return kind !== 'session' || (await findVettingSession(store(), id)) !== null;
}

/** The last part of /yjs/<room>; '' when the path is another. */
function roomIn(url: string): string {
	const [path] = url.split('?', 1);
	return path.startsWith(ROOMS_PATH) ? path.slice(ROOMS_PATH.length) : '';
}

/** What the page's data came with: /yjs/<room>?since=<mark>. */
function markIn(url: string): string | null {
	const [, question = ''] = url.split('?', 2);
	return new URLSearchParams(question).get('since');
}
