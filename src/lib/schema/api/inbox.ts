import { z } from 'zod';
import {
	changeInboxSchema,
	INBOX_STATE_NAMES,
	inboxListSchema,
	postImageSchema,
	setInboxSchema
} from '../inbox.ts';
import {
	changeOutsideJobSchema,
	createOutsideJobSchema,
	OUTSIDE_STATES,
	type OutsideState
} from '../inboxOutsideJob.ts';
import { removeUploadSchema } from '../inboxUpload.ts';
import type { Endpoints } from './endpoint.ts';

const time = z.iso.datetime().nullable();
const epochAnswer = z.looseObject({
	id: z.string(),
	runId: z.int(),
	name: z.string(),
	state: z.enum(INBOX_STATE_NAMES),
	reason: z.string().nullable(),
	arrivedAt: time,
	completeAt: time,
	startedAt: time,
	publishedAt: time,
	queuedAt: time
});
const jobAnswer = z.looseObject({
	id: z.string(),
	pipeline: z.string(),
	name: z.string(),
	stage: z.string(),
	// The keys of a record of them.
	state: z.enum(Object.keys(OUTSIDE_STATES) as OutsideState[]),
	error: z.string().nullable(),
	heardAt: time
});
const ofRun = { id: 'runId' };
const TUS_BODY = 'application/offset+octet-stream';

/** What comes in: images, uploads, and word of other pipelines' jobs. */
export const COMING_IN: Endpoints = {
	'POST /images': {
		summary:
			'Puts an image with its files into a run’s inbox: paths on the server, `upload:ID`, or a form with the files. Answers 202; `href` tells how it goes on.',
		scope: 'run',
		body: postImageSchema,
		answer: z.object({ id: z.string(), state: z.enum(INBOX_STATE_NAMES), href: z.string() })
	},
	'GET /inbox': {
		summary: 'What arrived in inboxes, the latest first.',
		scope: 'read',
		query: inboxListSchema.omit({ after: true }),
		isListing: true,
		answer: z.array(epochAnswer)
	},
	'GET /inbox/{id}': {
		summary: 'How an epoch goes on, and when each step was.',
		scope: 'read',
		answer: epochAnswer
	},
	'GET /runs/{id}/inbox': {
		summary: 'A run’s inbox and what arrived in it last.',
		scope: 'read'
	},
	'PUT /runs/{id}/inbox': {
		summary: 'Gives a run an inbox, or another folder or queue to the one it has.',
		scope: 'run',
		fills: ofRun,
		body: setInboxSchema
	},
	'DELETE /runs/{id}/inbox': {
		summary: 'Takes it away; what is under way goes on.',
		scope: 'run',
		fills: ofRun,
		body: changeInboxSchema
	},
	'POST /runs/{id}/inbox/pause': {
		summary: 'Starts nothing any more; what arrives is noted.',
		scope: 'run',
		fills: ofRun,
		body: changeInboxSchema
	},
	'POST /runs/{id}/inbox/resume': {
		summary: 'Starts what waits, at once, also after failures.',
		scope: 'run',
		fills: ofRun,
		body: changeInboxSchema
	},
	'GET /uploads': { summary: 'One’s own uploads and the room there is.', scope: 'read' },
	'POST /uploads': {
		summary:
			'Begins an upload (tus 1.0): `Upload-Length`, and `Upload-Metadata` with filename, to be compared sha256, and for a catalogue of the sky purpose “catalogue”.',
		scope: 'run',
		body: TUS_BODY
	},
	'HEAD /uploads/{id}': {
		summary: 'How much has come (tus 1.0, `Upload-Offset`).',
		scope: 'run'
	},
	'PATCH /uploads/{id}': {
		summary: 'The next piece of an upload (tus 1.0), from `Upload-Offset` on.',
		scope: 'run',
		body: TUS_BODY
	},
	'DELETE /uploads/{id}': { summary: 'Gives up an upload half-way (tus 1.0).', scope: 'run' },
	'POST /uploads/{id}/remove': {
		summary: 'Removes one’s own upload with its file.',
		scope: 'run',
		fills: { id: 'uploadId' },
		body: removeUploadSchema
	},
	'GET /outside-jobs': {
		summary: 'Jobs of other pipelines in the last week, and those that still run.',
		scope: 'read',
		isListing: true,
		answer: z.array(jobAnswer)
	},
	'POST /outside-jobs': {
		summary: 'Reports a job of another pipeline.',
		scope: 'run',
		body: createOutsideJobSchema,
		answer: jobAnswer
	},
	'GET /outside-jobs/{id}': { summary: 'How it stands.', scope: 'read', answer: jobAnswer },
	'PATCH /outside-jobs/{id}': {
		summary: 'A stage, a heartbeat (an empty body), an error, or its end.',
		scope: 'run',
		fills: { id: 'jobId' },
		body: changeOutsideJobSchema,
		answer: jobAnswer
	}
};
