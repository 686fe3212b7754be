import type { StandingMark } from '#schema/imageMark.ts';
import type { User } from '#schema/user.ts';
import { store } from '../store/client.ts';
import { standingMarks } from '../store/imageMarks.ts';
import { signedIn } from './signedIn.ts';

/** What stands of these images, by image; unmarked ones are left out. For light curves and stamps. */
export async function marksOfImages(
	user: User | null,
	imageIds: number[]
): Promise<Record<number, StandingMark>> {
	signedIn(user);
	return Object.fromEntries(await standingMarks(store(), [...new Set(imageIds)]));
}
