import type { Announcement } from '#schema/announcement.ts';

/** Whether other scores of a run are shown from now on; how far scoring has got changes none. */
export function showsScores({ kind, detail }: Announcement): boolean {
	return kind === 'score' && detail?.shown !== undefined;
}
