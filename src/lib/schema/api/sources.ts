import { z } from 'zod';
import { decideRetractionSchema, proposeRetractionSchema } from '../epochRetraction.ts';
import { saveQuerySchema, subscribeSchema } from '../savedQuery.ts';
import { QUERY_PARAMETERS } from '../sourceQueryAddress.ts';
import { pageAnswer, savedQueryAnswer, sourceAnswer } from './answers.ts';
import type { Endpoints } from './endpoint.ts';

const BYTES = 'application/octet-stream';
const ORDER = {
	sort: 'A number of sources, name, ra, dec or separation.',
	order: 'asc or desc.',
	page: 'From 1.',
	size: 'Rows of a page.'
};

/** What a question about sources means by its parameters; the form at /sources/query explains each. */
function aboutParameter(name: string): string {
	const [, bound, field] = /^(min|max)_(.+)$/.exec(name) ?? [];
	if (bound) return `${bound === 'min' ? 'At least' : 'At most'} this ${field}.`;
	return PARAMETERS[name] ?? `As in the address of /sources.`;
}

const PARAMETERS: Record<string, string> = {
	run: 'Number of a run, `latest` or `all`; several by commas.',
	at: 'Positions or names, one a line.',
	radius: 'Around each position; 10 unless said.',
	radiusUnit: 'arcsec, arcmin or deg.',
	polygon: 'Corners as RA Dec, RA Dec, … in degrees.',
	moc: 'A MOC in ASCII: order/cells.',
	tagsAny: 'Tags by commas: at least one of them.',
	tagsAll: 'Tags by commas: every one of them.',
	tagsNone: 'Tags by commas: none of them.',
	votedBy: 'User names by commas: one of them has voted on it, as far as you may see votes.',
	votedAs: 'Class keys by commas: such a vote, or anybody’s, says one of them.',
	new: 'on: new sources only.',
	noSiblings: 'on: without sources whose measurements have siblings.'
};

const SOURCE_QUESTION = Object.fromEntries(
	[...QUERY_PARAMETERS].map((name) => [name, aboutParameter(name)])
);

const ETA_V = {
	flux: 'peak or int.',
	bands: 'judged: the band in which each varies most; all: all bands together.',
	etaSigma: 'Cut of η above the mean of its logarithm, σ.',
	vSigma: 'Cut of V above the mean of its logarithm, σ.',
	colour: 'A number of sources.',
	compare: 'Number of another run, whose points are to stand beside.'
};

const retractionAnswer = z.looseObject({
	id: z.string(),
	objectId: z.string(),
	measurementId: z.int(),
	state: z.string()
});

function idField(name: string) {
	return z.object({ [name]: z.string() });
}

/** The fit as the page of a candidate shows it. */
const AS_CANDIDATE = { candidate: 'The candidate of a queue that it is looked at as.' };

/** Sources, their light curves and fits, the η–V plane, saved questions. */
export const SOURCES: Endpoints = {
	'GET /sources': {
		summary: 'Sources that answer a question; `next` is what `after` is to be for the rest.',
		scope: 'read',
		query: {
			...SOURCE_QUESTION,
			...ORDER,
			limit: 'Rows, at most 1000.',
			after: 'Id of the last row one has.'
		},
		answer: z.object({
			count: z.int(),
			rows: z.array(sourceAnswer),
			next: z.int().nullable()
		})
	},
	'GET /sources/columns': {
		summary: 'Numbers of every source that answers, as columns of bytes behind a line of JSON.',
		scope: 'read',
		query: { ...SOURCE_QUESTION, fields: 'Numbers of sources, by commas.' },
		answer: BYTES
	},
	'GET /sources/file/{format}': {
		summary: 'Every source that answers, as a file: csv, xlsx, vot, parquet or reg.',
		scope: 'read',
		query: { ...SOURCE_QUESTION, ...ORDER, columns: 'Which columns, by commas.' },
		answer: BYTES
	},
	'GET /sources/histograms': {
		summary: 'How numbers are spread over the answer.',
		scope: 'read',
		query: { ...SOURCE_QUESTION, hist: 'A number of sources; may be given again.' }
	},
	'GET /sources/{id}': {
		summary: 'A source of a run, with its light curve.',
		scope: 'read',
		answer: sourceAnswer
	},
	'GET /sources/{id}/curve': {
		summary: 'Its light curve, no more than times and peak fluxes.',
		scope: 'read'
	},
	'GET /sources/{id}/fit': {
		summary: 'The best lens and the best ordinary explanation of its light curve.',
		scope: 'read',
		query: { without: 'Measurements that are left out, by commas.', ...AS_CANDIDATE }
	},
	'GET /sources/{id}/fit/calendar': {
		summary: 'What is still to come of an event.',
		scope: 'read',
		answer: 'text/calendar',
		query: AS_CANDIDATE
	},
	'GET /sources/{id}/fit/without': {
		summary: 'What leaving out an epoch would do to scores; changes nothing.',
		scope: 'read',
		query: {
			measurement: 'Number of a measurement of its light curve.',
			scope: 'measurement, or image for the candidates of its run’s queue as well.',
			...AS_CANDIDATE
		}
	},
	'GET /sources/{id}/fit/neighbours': {
		summary: 'Steady sources in the same images, and what they have in common.',
		scope: 'read',
		query: AS_CANDIDATE
	},
	'POST /retractions': {
		summary: 'Proposes that an epoch should not count; nothing changes until somebody else agrees.',
		scope: 'vet',
		body: proposeRetractionSchema,
		answer: retractionAnswer
	},
	'POST /retractions/{id}': {
		summary: 'Agrees to a proposal of somebody else’s, or declines it.',
		scope: 'vet',
		fills: { id: 'retractionId' },
		body: decideRetractionSchema,
		answer: retractionAnswer
	},
	'GET /eta-v/points': {
		summary: 'Points of the η–V plane of an answer, as little-endian columns of bytes.',
		scope: 'read',
		query: { ...SOURCE_QUESTION, ...ETA_V },
		answer: BYTES
	},
	'GET /eta-v/rows': {
		summary: 'Sources of the plane by their numbers, the most significant first.',
		scope: 'read',
		query: { ids: 'Numbers of sources, by commas.', ...SOURCE_QUESTION, ...ETA_V },
		answer: z.looseObject({ rows: z.array(z.looseObject({ id: z.int() })) })
	},
	'GET /sources/{id}/measurements': {
		summary: 'Its measurements in the order of time.',
		scope: 'read',
		answer: pageAnswer(z.looseObject({ id: z.int() }))
	},
	'GET /sources/{id}/related': {
		summary: 'Sources that share measurements with it.',
		scope: 'read',
		answer: pageAnswer(z.looseObject({ id: z.int() }))
	},
	'GET /sources/{id}/trust': { summary: 'What its numbers rest on.', scope: 'read' },
	'GET /saved-queries': {
		summary: 'One’s queries and those others share.',
		scope: 'read',
		isListing: true,
		answer: z.array(savedQueryAnswer)
	},
	'POST /saved-queries': {
		summary: 'Saves a question about sources: its address, or as JSON.',
		scope: 'vet',
		body: saveQuerySchema.omit({ queryId: true }),
		answer: savedQueryAnswer
	},
	'PUT /saved-queries/{id}': {
		summary: 'Changes a query of one’s own.',
		scope: 'vet',
		fills: { id: 'queryId' },
		body: saveQuerySchema,
		answer: savedQueryAnswer
	},
	'DELETE /saved-queries/{id}': {
		summary: 'Deletes a query of one’s own.',
		scope: 'vet',
		fills: { id: 'queryId' },
		body: idField('queryId')
	},
	'POST /saved-queries/{id}/fork': {
		summary: 'Makes a query one’s own, to change it.',
		scope: 'vet',
		fills: { id: 'queryId' },
		body: idField('queryId'),
		answer: savedQueryAnswer
	},
	'PUT /saved-queries/{id}/subscription': {
		summary: 'Has one told after each run how many of its sources fit the query, or no longer.',
		scope: 'vet',
		fills: { id: 'queryId' },
		body: subscribeSchema,
		answer: z.object({ subscribed: z.boolean() })
	}
};
