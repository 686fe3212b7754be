import { z } from 'zod';
import { queueOfChosenSchema } from '../chosenSources.ts';
import { candidateListSchema } from '../queue.ts';
import {
	changeQueueSchema,
	moveTaxonomySchema,
	newQueueSettingsSchema,
	pastedSchema,
	queueSourceSchema
} from '../queueSettings.ts';
import { startSessionSchema } from '../session.ts';
import { defineTaxonomySchema } from '../taxonomyForm.ts';
import {
	castVoteSchema,
	reopenCandidateSchema,
	retireCandidateSchema,
	withdrawVoteSchema
} from '../vote.ts';
import { queueAnswer, sessionAnswer, taxonomyAnswer, voteAnswer } from './answers.ts';
import type { Endpoints } from './endpoint.ts';

const ofCandidate = { id: 'candidateId' };

/** Queues, candidates and votes, sessions, class lists. */
export const VETTING: Endpoints = {
	'GET /queues': {
		summary: 'Queues with how far each is.',
		scope: 'read',
		isListing: true,
		answer: z.array(z.looseObject({ queue: queueAnswer }))
	},
	'POST /queues': {
		summary: 'Makes a queue: its name, what it is made from, and any settings.',
		scope: 'vet',
		body: z.intersection(newQueueSettingsSchema, queueSourceSchema),
		answer: queueAnswer
	},
	'POST /queues/preview': {
		summary: 'What pasted positions would come to, before a queue is made of them.',
		scope: 'vet',
		body: pastedSchema,
		answer: z.object({
			matched: z.array(z.looseObject({})),
			unmatched: z.array(z.looseObject({})),
			wrong: z.array(z.looseObject({}))
		})
	},
	'POST /queues/chosen': {
		summary: 'Makes a queue of objects, named by their ids.',
		scope: 'vet',
		body: queueOfChosenSchema,
		answer: queueAnswer
	},
	'GET /queues/{id}': { summary: 'A queue’s settings.', scope: 'read', answer: queueAnswer },
	'PATCH /queues/{id}': {
		summary: 'Changes settings; what is not mentioned stays.',
		scope: 'vet',
		fills: { id: 'queueId' },
		body: changeQueueSchema.omit({ taxonomyId: true }),
		answer: queueAnswer
	},
	'GET /queues/{id}/candidates': {
		summary: 'A page of its candidates.',
		scope: 'read',
		query: candidateListSchema,
		isListing: true,
		answer: z.looseObject({
			total: z.int(),
			rows: z.array(z.looseObject({ id: z.string() })),
			next: z.string().nullable()
		})
	},
	'GET /queues/{id}/candidates/{candidateId}': {
		summary: 'A candidate with all that its page shows; votes only as far as they are open to one.',
		scope: 'read',
		query: candidateListSchema
	},
	'GET /queues/{id}/consensus': {
		summary: 'Agreement, posteriors and who confuses what.',
		scope: 'read',
		query: {
			inSight: 'Count votes given in sight of others’ too.',
			format: 'csv: the counted votes as a file.'
		}
	},
	'POST /queues/{id}/fill': {
		summary: 'Brings the queue up to date with a run.',
		scope: 'vet',
		body: z.object({ runId: z.int() })
	},
	'GET /queues/{id}/next': {
		summary: 'The candidate to look at next, and why; null when none is left.',
		scope: 'read',
		query: candidateListSchema,
		answer: z.looseObject({ candidateId: z.string() }).nullable()
	},
	'POST /queues/{id}/next': {
		summary: 'The same, and says at once that one looks at it.',
		scope: 'vet',
		query: candidateListSchema,
		answer: z.looseObject({ candidateId: z.string() }).nullable()
	},
	'POST /queues/{id}/reveal': {
		summary: 'Shows everyone the votes on all of its candidates; for the chair and curators.',
		scope: 'vet',
		fills: { id: 'queueId' },
		body: z.object({ queueId: z.string() })
	},
	'PUT /queues/{id}/taxonomy': {
		summary: 'Gives the queue another class list, or another version of its own.',
		scope: 'vet',
		fills: { id: 'queueId' },
		body: moveTaxonomySchema,
		answer: queueAnswer
	},
	'GET /queues/{id}/verdicts': {
		summary: 'What became of its candidates, one row per vote.',
		scope: 'read',
		query: { open: 'With votes on candidates without a verdict.', format: 'csv, vot or parquet.' }
	},
	'GET /queues/{id}/votes': {
		summary: 'Votes on its candidates, as far as they are open to one, in the order of casting.',
		scope: 'read',
		isListing: true,
		answer: z.array(voteAnswer.omit({ queueId: true, objectId: true, createdAt: true }))
	},
	'POST /candidates/{id}/lease': {
		summary: 'Says that one is looking at the candidate now.',
		scope: 'vet',
		answer: z.looseObject({ seconds: z.number() })
	},
	'DELETE /candidates/{id}/lease': { summary: 'Says that one looks elsewhere now.', scope: 'vet' },
	'POST /candidates/{id}/reopen': {
		summary: 'Opens a retired candidate again; for the chair and curators.',
		scope: 'vet',
		fills: ofCandidate,
		body: reopenCandidateSchema
	},
	'POST /candidates/{id}/retire': {
		summary: 'Retires the candidate by hand; for the chair and curators.',
		scope: 'vet',
		fills: ofCandidate,
		body: retireCandidateSchema
	},
	'POST /candidates/{id}/reveal': {
		summary: 'Shows everyone the votes of its present round; for the chair and curators.',
		scope: 'vet',
		fills: ofCandidate,
		body: withdrawVoteSchema
	},
	'POST /candidates/{id}/round': {
		summary: 'Has it voted on once more after a reveal; for the chair and curators.',
		scope: 'vet',
		fills: ofCandidate,
		body: withdrawVoteSchema
	},
	'POST /candidates/{id}/vote': {
		summary: 'Gives or changes one’s vote.',
		scope: 'vet',
		fills: ofCandidate,
		body: castVoteSchema,
		answer: voteAnswer
	},
	'DELETE /candidates/{id}/vote': {
		summary: 'Withdraws one’s vote; null when there was none.',
		scope: 'vet',
		fills: ofCandidate,
		body: withdrawVoteSchema,
		answer: voteAnswer.nullable()
	},
	'GET /sessions': {
		summary: 'Sessions under way, then the latest that ended.',
		scope: 'read',
		isListing: true,
		answer: z.array(z.looseObject({ session: sessionAnswer }))
	},
	'POST /sessions': {
		summary: 'Starts a session over a queue.',
		scope: 'vet',
		body: startSessionSchema,
		answer: sessionAnswer
	},
	'GET /sessions/{id}': {
		summary: 'Who is there, who drives, what is shown, who has voted.',
		scope: 'read',
		answer: z.looseObject({ session: sessionAnswer })
	},
	'GET /sessions/{id}/minutes': {
		summary: 'Who was there, what was shown and decided.',
		scope: 'read',
		query: { format: 'json, csv or md.' }
	},
	'GET /sessions/{id}/replay': { summary: 'What happened, moment by moment.', scope: 'read' },
	'POST /sessions/{id}/{command}': {
		summary:
			'takeWheel, handOver, showCandidate, openRound, revealRound, openSecondRound, startTimer, stopTimer, leaveSession or endSession.',
		scope: 'vet',
		body: z.object({
			candidateId: z.string().optional(),
			toUserId: z.string().optional(),
			minutes: z.number().optional()
		}),
		answer: sessionAnswer
	},
	'GET /taxonomies': {
		summary: 'Versions of class lists, with how many queues use each.',
		scope: 'read',
		isListing: true,
		answer: z.array(taxonomyAnswer)
	},
	'POST /taxonomies': {
		summary: 'Writes a class list, or with `followsId` a new version of one.',
		scope: 'admin',
		body: defineTaxonomySchema,
		answer: taxonomyAnswer
	},
	'GET /taxonomies/{id}': {
		summary: 'One version of a class list.',
		scope: 'read',
		answer: z.looseObject({ taxonomy: taxonomyAnswer })
	}
};
