import type { Interest } from './interest.ts';
import type { LightCurve, SkyObject, Source } from './source.ts';

/** What people have said of an object in one queue, in numbers, as far as the reader may see it. */
export interface NoticeVotes {
	queueName: string;
	/** The verdict that stands; null when there is none, or it names no class. */
	verdict: { label: string; byName: string | null; at: Date } | null;
	/** Votes by class, the most first. */
	tally: { label: string; votes: number }[];
	blind: number;
}

/** Everything a notice about an object can be filled from. */
export interface NoticeRecord {
	object: SkyObject;
	/** Of the latest run that has the object. */
	source: Source | null;
	runName: string | null;
	lightCurve: LightCurve | null;
	votes: NoticeVotes[];
	interests: Pick<Interest, 'userName' | 'text' | 'link' | 'since'>[];
	/** Who writes, and where the record can be looked at. */
	contact: string;
	address: string;
}

export interface NoticePage {
	objectId: string;
	name: string;
	text: string;
	/** Where to go back to; null when the object is in no queue. */
	candidate: { queueId: string; id: string } | null;
}
