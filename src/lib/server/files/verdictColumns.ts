import type { CountedAnswer, VerdictRow } from '#schema/outcome.ts';

/** A verdict and one of its votes; null for a verdict without votes that may be shown. */
export interface VerdictLine {
	queueId: string;
	queueName: string;
	verdict: VerdictRow;
	vote: CountedAnswer | null;
}

/** One column of every form of the file. Text says nothing by '', a number by NaN, a flag by null. */
export type VerdictColumn = { name: string; unit: string; ucd: string; description: string } & (
	| { type: 'text'; value: (line: VerdictLine) => string }
	| { type: 'number' | 'integer'; value: (line: VerdictLine) => number }
	| { type: 'flag'; value: (line: VerdictLine) => boolean | null }
);

const about = (name: string, description: string, unit = '', ucd = '') => ({
	name,
	description,
	unit,
	ucd
});
const time = (at: Date | null | undefined) => at?.toISOString() ?? '';

/** One row per vote, the verdict's columns repeated. */
export const VERDICT_COLUMNS: readonly VerdictColumn[] = [
	{
		...about('queue_id', 'Queue of candidates', '', 'meta.id'),
		...{ type: 'text', value: ({ queueId }) => queueId }
	},
	{ ...about('queue', 'Its name'), type: 'text', value: ({ queueName }) => queueName },
	{
		...about('candidate_id', 'Candidate: an object in this queue', '', 'meta.id'),
		...{ type: 'text', value: ({ verdict }) => verdict.candidateId }
	},
	{
		...about('object_id', 'The object on the sky, the same in every queue and run', '', 'meta.id'),
		...{ type: 'text', value: ({ verdict }) => verdict.objectId }
	},
	{
		...about('name', 'Name of the object by its position', '', 'meta.id;meta.main'),
		...{ type: 'text', value: ({ verdict }) => verdict.name }
	},
	{
		...about('ra', 'Right ascension, ICRS', 'deg', 'pos.eq.ra;meta.main'),
		...{ type: 'number', value: ({ verdict }) => verdict.ra }
	},
	{
		...about('dec', 'Declination, ICRS', 'deg', 'pos.eq.dec;meta.main'),
		...{ type: 'number', value: ({ verdict }) => verdict.dec }
	},
	{
		...about('rank', 'Place in the queue; 1 is the first', '', 'meta.number'),
		...{ type: 'integer', value: ({ verdict }) => verdict.rank }
	},
	{
		...about('verdict_id', 'The verdict; empty for a candidate without one', '', 'meta.id'),
		...{ type: 'text', value: ({ verdict }) => verdict.id ?? '' }
	},
	{
		...about(
			'status',
			'standing: the verdict holds; reopened: it held until reopened_at; open: there is none yet'
		),
		...{ type: 'text', value: ({ verdict }) => verdict.status }
	},
	{
		...about(
			'verdict',
			'Class by its key in the taxonomy; empty when the votes point to none',
			'',
			'meta.code.class'
		),
		...{ type: 'text', value: ({ verdict }) => verdict.classKey ?? '' }
	},
	{
		...about(
			'verdict_counted_as',
			'Class it counts as in the queue’s present class list; its own unless that was retired since',
			'',
			'meta.code.class'
		),
		...{ type: 'text', value: ({ verdict }) => verdict.countsAs ?? '' }
	},
	{
		...about('taxonomy_version', 'Version of the class list at the verdict', '', 'meta.version'),
		...{ type: 'integer', value: ({ verdict }) => verdict.taxonomyVersion ?? NaN }
	},
	{
		...about('verdict_round', 'Round of voting the verdict was reached in', '', 'meta.number'),
		...{ type: 'integer', value: ({ verdict }) => verdict.round }
	},
	{
		...about('rule_id', 'Rule that retired the candidate; empty when a person did'),
		...{ type: 'text', value: ({ verdict }) => verdict.ruleId ?? '' }
	},
	{
		...about('rule_version', 'Version of that rule', '', 'meta.version'),
		...{ type: 'integer', value: ({ verdict }) => verdict.ruleVersion ?? NaN }
	},
	{
		...about(
			'because',
			'Which numbers met which bounds, or the reason a person gave',
			'',
			'meta.note'
		),
		...{ type: 'text', value: ({ verdict }) => verdict.sentence }
	},
	{
		...about('decided_by', 'Who decided by hand; empty when a rule did'),
		...{ type: 'text', value: ({ verdict }) => verdict.byName ?? '' }
	},
	{
		...about('decided_at', 'When the verdict was reached, UTC', '', 'time.epoch'),
		...{ type: 'text', value: ({ verdict }) => time(verdict.at) }
	},
	{
		...about('reopened_at', 'When the candidate was opened again, UTC; empty when it was not'),
		...{ type: 'text', value: ({ verdict }) => time(verdict.reopenedAt) }
	},
	{
		...about('reopened_because', 'Why', '', 'meta.note'),
		...{ type: 'text', value: ({ verdict }) => verdict.reopenedBecause }
	},
	{
		...about('person_id', 'Who voted; empty for a verdict without votes to show', '', 'meta.id'),
		...{ type: 'text', value: ({ vote }) => vote?.userId ?? '' }
	},
	{
		...about('person', 'Their name when they voted'),
		...{ type: 'text', value: ({ vote }) => vote?.userName ?? '' }
	},
	{
		...about(
			'label',
			'Class they chose, or unsure or more-data, which name no class',
			'',
			'meta.code.class'
		),
		...{ type: 'text', value: ({ vote }) => vote?.classKey ?? '' }
	},
	{
		...about(
			'counted_as',
			'Class their vote counts as in the queue’s present class list; its own unless that was retired since',
			'',
			'meta.code.class'
		),
		...{ type: 'text', value: ({ vote }) => vote?.countsAs ?? '' }
	},
	{
		...about('confidence', 'possible, likely or certain'),
		...{ type: 'text', value: ({ vote }) => vote?.confidence ?? '' }
	},
	{
		...about(
			'probability',
			'How probable they took the class to be; empty when not given',
			'',
			'stat.probability'
		),
		...{ type: 'number', value: ({ vote }) => vote?.probability ?? NaN }
	},
	{
		...about('blind', 'True when they had seen nothing of others’ votes', '', 'meta.code'),
		...{ type: 'flag', value: ({ vote }) => vote?.blind ?? null }
	},
	{
		...about('vote_round', 'Round they voted in', '', 'meta.number'),
		...{ type: 'integer', value: ({ vote }) => vote?.round ?? NaN }
	},
	{
		...about('voted_at', 'When they voted, UTC', '', 'time.epoch'),
		...{ type: 'text', value: ({ vote }) => time(vote?.at) }
	},
	{
		...about('note', 'What they noted', '', 'meta.note'),
		...{ type: 'text', value: ({ vote }) => vote?.note ?? '' }
	}
];
