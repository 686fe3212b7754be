import type { Comment } from '#schema/comment.ts';
import type { NewNotification } from '#schema/notification.ts';
import type { User } from '#schema/user.ts';
import { store } from '../../store/client.ts';
import { findComment } from '../../store/comments.ts';
import { notify } from '../notifications/notify.ts';
import { commentPage } from './commentPlace.ts';
import { openText } from './openText.ts';

/** Tells those whom a comment names, and whose comment it answers: each once, and nobody of their own. */
export async function tellOfComment(user: User, comment: Comment): Promise<void> {
	const href = `${await commentPage(comment.target, comment.objectId)}#comment-${comment.id}`;
	const text = shortened(await openText(comment));
	const told = new Map<string, NewNotification>();
	const tell = (userId: string, kind: 'mention' | 'reply', title: string) => {
		const key = `${kind} comment ${comment.id}`;
		if (userId !== user.id && !told.has(userId))
			told.set(userId, { userId, kind, title, text, href, key });
	};
	for (const userId of comment.mentions)
		tell(userId, 'mention', `${user.displayName} mentioned you in a comment`);
	const answered = comment.parentId && (await findComment(store(), comment.parentId));
	if (answered) tell(answered.authorId, 'reply', `${user.displayName} answered your comment`);
	await notify([...told.values()]);
}

function shortened(text: string): string {
	return text.length <= QUOTED ? text : `${text.slice(0, QUOTED - 1)}…`;
}

const QUOTED = 300;
