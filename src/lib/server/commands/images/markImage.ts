import { markImageSchema, undoMarkSchema, type ImageMark } from '#schema/imageMark.ts';
import { Failure } from '#schema/failure.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { store, type Transaction } from '../../store/client.ts';
import { newId } from '../../store/ids.ts';
import { marksOf, putMark } from '../../store/imageMarks.ts';
import { findImage } from '../../store/images.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { announceMark } from './announceMark.ts';
import { reworkRunsOf } from './requestRework.ts';

/** What a command made of an image's mark. */
interface Marked {
	mark: ImageMark;
	/** Whether an image became bad, or is so no longer: then numbers change. */
	changesNumbers: boolean;
}

/** Says of an image that it is good, uncertain or bad, in place of what was said before, which stays in the record. */
export async function markImage(context: CommandContext, input: unknown): Promise<ImageMark> {
	const { commandId, imageId, mark: kind, reason } = parse(markImageSchema, input);
	mayOrRefuse(context.user, 'markImage');
	const marked = await once(context, { command: 'markImage', commandId }, (transaction) =>
		put(context, { imageId, kind, reason, undoes: null }, transaction)
	);
	return tell(context, marked);
}

/** Takes back the mark that stands: what stood before it stands again. */
export async function undoMark(context: CommandContext, input: unknown): Promise<ImageMark> {
	const { commandId, imageId, markId } = parse(undoMarkSchema, input);
	mayOrRefuse(context.user, 'markImage');
	const marked = await once(context, { command: 'undoMark', commandId }, async (transaction) => {
		const marks = await marksOf(store(), imageId, transaction);
		const latest = marks.at(-1);
		if (!latest || latest.id !== markId || latest.kind === null)
			throw new Failure(
				'Conflict',
				'Somebody has marked this image anew meanwhile: look at what stands now.',
				'markId'
			);
		const { kind, reason } = stoodBefore(marks) ?? { kind: null, reason: '' };
		return put(context, { imageId, kind, reason, undoes: markId }, transaction);
	});
	return tell(context, marked);
}

/** What stood before the latest mark; marks that were taken back, and their taking back, count for nothing. */
function stoodBefore(marks: ImageMark[]): ImageMark | undefined {
	const stack: ImageMark[] = [];
	for (const mark of marks) {
		if (mark.undoes === null) stack.push(mark);
		else stack.pop();
	}
	return stack.at(-2);
}

async function put(
	{ user }: CommandContext,
	said: Pick<ImageMark, 'imageId' | 'kind' | 'reason' | 'undoes'>,
	transaction: Transaction
): Promise<Marked> {
	const { imageId, kind, reason } = said;
	if (!(await findImage(store(), imageId)))
		throw new Failure('NotFound', `There is no image ${imageId}.`, 'imageId');
	const by = { byId: user.id, byName: user.displayName };
	const mark: ImageMark = { id: newId(), ...said, ...by, at: new Date() };
	const before = await putMark(store(), mark, transaction);
	const event = { action: 'markImage', target: `image ${imageId}` };
	await audit(user, { ...event, before, after: { kind, reason } }, transaction);
	return { mark, changesNumbers: (before?.kind === 'bad') !== (kind === 'bad') };
}

async function tell(
	{ user }: CommandContext,
	{ mark, changesNumbers }: Marked
): Promise<ImageMark> {
	await announceMark(user, mark.imageId);
	if (changesNumbers) await reworkRunsOf(mark.imageId);
	return mark;
}
