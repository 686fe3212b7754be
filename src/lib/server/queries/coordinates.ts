import { z } from 'zod';
import { Failure } from '#schema/failure.ts';
import type { User } from '#schema/user.ts';
import { FRAMES, readCoordinates, type Coordinates } from '#science/sky/readCoordinates.ts';
import { signedIn } from './signedIn.ts';

const questionSchema = z.object({
	text: z.string().default(''),
	frame: z.enum(FRAMES).default('icrs')
});

/** What a pasted position means, in ICRS degrees, with what it was taken for. */
export function coordinates(
	user: User | null,
	question: unknown
): Exclude<Coordinates, { reason: string }> {
	signedIn(user);
	const asked = questionSchema.safeParse(question);
	if (!asked.success)
		throw new Failure('Invalid', `A frame is one of ${FRAMES.join(', ')}.`, 'frame');
	const read = readCoordinates(asked.data.text, asked.data.frame);
	if ('reason' in read) throw new Failure('Invalid', read.reason, 'text');
	return read;
}
