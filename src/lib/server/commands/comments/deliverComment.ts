import type { Comment } from '#schema/comment.ts';
import { log } from '../../log.ts';
import { store } from '../../store/client.ts';
import { findObject } from '../../store/objects.ts';
import { queueDelivery } from '../webhooks/queueDelivery.ts';
import { commentPage } from './commentPlace.ts';
import { openText } from './openText.ts';

/** Sends a new comment to whoever listens; what it says, only where everybody may read it. It is written whatever goes wrong here. */
export async function deliverComment(comment: Comment): Promise<void> {
	try {
		const { id, target, objectId, parentId, authorId, authorName, at } = comment;
		const object = objectId === null ? null : await findObject(store(), objectId);
		const text = await openText(comment);
		await queueDelivery({
			kind: 'comment',
			key: `comment ${id}`,
			title: `${authorName} commented on ${object?.name ?? `${target.kind} ${target.id}`}`,
			href: `${await commentPage(target, objectId)}#comment-${id}`,
			body: {
				comment: { id, target, parentId, authorId, authorName, text: text || null, at },
				object: object && { id: object.id, name: object.name, ra: object.ra, dec: object.dec }
			}
		});
	} catch (error) {
		log.warn('a comment could not be sent to webhooks', { commentId: comment.id, error });
	}
}
