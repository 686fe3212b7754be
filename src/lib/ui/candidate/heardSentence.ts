import type { Announcement } from '#schema/announcement.ts';

const DID: Partial<Record<Announcement['kind'], string>> = {
	vote: 'voted',
	reveal: 'revealed the votes',
	round: 'started another round',
	verdict: 'retired or opened this candidate',
	tag: 'changed the tags',
	mark: 'marked an image',
	retraction: 'proposed or decided on leaving out an epoch',
	comment: 'commented',
	interest: 'changed who works on it'
};

/** `Ana voted.`; null for what this person did, or what nobody needs to hear of. */
export function heardSentence({ kind, byId, byName }: Announcement, userId: string): string | null {
	const did = DID[kind];
	return did && byName && byId !== userId ? `${byName} ${did}.` : null;
}
