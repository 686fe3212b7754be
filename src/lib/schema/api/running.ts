import { z } from 'zod';
import { auditListSchema } from '../auditPage.ts';
import { compareRunsSchema } from '../compareRuns.ts';
import { scoreRunSchema } from '../eseScore.ts';
import { reworkSchema } from '../imageMark.ts';
import { provenanceAnswer, setProvenanceSchema } from '../provenance.ts';
import {
	deleteRunSchema,
	makeRunSchema,
	namedRunSchema,
	onRunSchema,
	requestArrowSchema,
	startRunSchema
} from '../runAction.ts';
import {
	checkConfigSchema,
	deleteTemplateSchema,
	saveTemplateSchema,
	writeConfigSchema
} from '../runConfig.ts';
import { fileListSchema } from '../runFiles.ts';
import { makeCalibrationSchema, namedCalibrationSchema } from '../scoreCalibration.ts';
import { oneJobSchema, pauseJobsSchema } from '../status.ts';
import { pageAnswer, runAnswer } from './answers.ts';
import type { Endpoints } from './endpoint.ts';

const auditFormat = z
	.enum(['json', 'csv'])
	.default('json')
	.describe('csv: every change that is asked for, as a file.');
const ofRun = { id: 'runId' };
const ofCalibration = { id: 'calibrationId' };

/** Pipeline runs, their configurations and scores, and what is going on. */
export const RUNNING: Endpoints = {
	'GET /status': {
		summary: 'What is going on: engines, workers, jobs, arrivals, latency, errors, storage.',
		scope: 'read'
	},
	'POST /jobs/cancel': {
		summary: 'Takes a job out that has failed, or waits.',
		scope: 'run',
		body: oneJobSchema,
		answer: z.string()
	},
	'POST /jobs/pause': {
		summary: 'Lets jobs of a kind, or of all kinds, wait, or go on.',
		scope: 'run',
		body: pauseJobsSchema,
		answer: z.string()
	},
	'POST /jobs/retry': {
		summary: 'Has a failed job done again.',
		scope: 'run',
		body: oneJobSchema,
		answer: z.string()
	},
	'GET /audit': {
		summary: 'What everybody changed, the latest first, for administrators.',
		scope: 'admin',
		query: auditListSchema.omit({ after: true }).extend({ format: auditFormat }),
		isListing: true,
		answer: z.looseObject({ rows: z.array(z.looseObject({})), next: z.string().nullable() })
	},
	'GET /runs': {
		summary: 'All runs, the latest first.',
		scope: 'read',
		isListing: true,
		answer: z.array(runAnswer)
	},
	'POST /runs': {
		summary: 'Creates a run with a directory and a config.yaml.',
		scope: 'run',
		body: makeRunSchema,
		answer: runAnswer
	},
	'GET /runs/compare': {
		summary: 'Two runs side by side.',
		scope: 'read',
		query: compareRunsSchema
	},
	'GET /runs/compare/file': {
		summary: 'A list of the comparison, whole, as CSV.',
		scope: 'read',
		query: compareRunsSchema,
		answer: 'text/csv'
	},
	'GET /runs/compare/points': {
		summary: 'The points of a plot of two runs, or how crowded they are.',
		scope: 'read',
		query: compareRunsSchema
	},
	'GET /runs/{id}': {
		summary: 'A run with its images and what is said of them.',
		scope: 'read',
		answer: z.looseObject({ run: runAnswer, images: z.array(z.looseObject({ id: z.int() })) })
	},
	'DELETE /runs/{id}': {
		summary: 'Deletes a run, whose name is typed; sky objects with all that people said stay.',
		scope: 'run',
		fills: ofRun,
		body: deleteRunSchema
	},
	'POST /runs/{id}/arrow': {
		summary: 'Has a worker write its Arrow files.',
		scope: 'run',
		fills: ofRun,
		body: requestArrowSchema
	},
	'POST /runs/{id}/cancel': {
		summary: 'Stops it; what it showed before stays.',
		scope: 'run',
		fills: ofRun,
		body: onRunSchema,
		answer: runAnswer
	},
	'PUT /runs/{id}/provenance': {
		summary: 'Says how its data were made; what is not mentioned stays.',
		scope: 'run',
		fills: { id: 'id' },
		body: setProvenanceSchema.omit({ target: true }),
		answer: provenanceAnswer
	},
	'GET /runs/{id}/config': {
		summary: 'Its config.yaml with its version, and what has changed since the results shown.',
		scope: 'read'
	},
	'PUT /runs/{id}/config': {
		summary: 'Writes it, or changes settings and inputs in it, from the version one has.',
		scope: 'run',
		fills: ofRun,
		body: writeConfigSchema,
		answer: z.looseObject({ version: z.string() })
	},
	'POST /runs/{id}/config/check': {
		summary: 'What a text would come to as its configuration. Writes nothing.',
		scope: 'run',
		fills: ofRun,
		body: checkConfigSchema
	},
	'GET /runs/{id}/files': {
		summary: 'Images that it may take, each with its files by name and an epoch by its date.',
		scope: 'read',
		query: fileListSchema.omit({ after: true }),
		isListing: true,
		answer: pageAnswer(z.looseObject({ image: z.string(), epoch: z.string(), isIn: z.boolean() }))
	},
	'GET /runs/{id}/history': {
		summary: 'What was done to it, by whom, the latest first.',
		scope: 'read'
	},
	'GET /runs/{id}/logs': {
		summary: 'Its logs; or the lines of one of them, from a place on.',
		scope: 'read',
		query: { name: 'Of a log.', after: 'Place to go on from.' }
	},
	'GET /runs/{id}/logs/{name}': {
		summary: 'One of its logs, whole, as a file.',
		scope: 'read',
		answer: 'text/plain'
	},
	'POST /runs/{id}/process': {
		summary: 'Checks its config.yaml and queues it; `nothingToDo` says why nothing was started.',
		scope: 'run',
		fills: ofRun,
		body: startRunSchema,
		answer: runAnswer.extend({ nothingToDo: z.string().nullable() })
	},
	'POST /runs/{id}/restore': {
		summary: 'Takes it back to what it showed before images were added; its name is typed.',
		scope: 'run',
		fills: ofRun,
		body: namedRunSchema,
		answer: runAnswer
	},
	'POST /runs/{id}/rework': {
		summary: 'Works its numbers out anew without its bad images.',
		scope: 'vet',
		fills: ofRun,
		body: reworkSchema
	},
	'DELETE /runs/{id}/rework': {
		summary: 'Gives that up.',
		scope: 'vet',
		fills: ofRun,
		body: reworkSchema
	},
	'POST /runs/{id}/scoring': {
		summary: 'Scores its sources now.',
		scope: 'run',
		fills: ofRun,
		body: scoreRunSchema
	},
	'DELETE /runs/{id}/scoring': {
		summary: 'Stops that; the scores that are shown stay.',
		scope: 'run',
		fills: ofRun,
		body: scoreRunSchema
	},
	'GET /run-templates': {
		summary: 'Templates that one may begin a run with.',
		scope: 'read',
		isListing: true,
		answer: z.array(z.looseObject({ id: z.string(), name: z.string() }))
	},
	'POST /run-templates': {
		summary: 'Keeps the settings of a run’s config.yaml under a name, without its inputs.',
		scope: 'run',
		body: saveTemplateSchema,
		answer: z.looseObject({ id: z.string(), name: z.string() })
	},
	'DELETE /run-templates/{id}': {
		summary: 'Deletes a template of one’s own.',
		scope: 'run',
		fills: { id: 'templateId' },
		body: deleteTemplateSchema
	},
	'GET /scores': {
		summary: 'How far the scores of each run are, and the calibrations there are.',
		scope: 'read'
	},
	'POST /calibrations': {
		summary: 'Learns a calibration of scores from the verdicts; used once it is adopted.',
		scope: 'admin',
		body: makeCalibrationSchema
	},
	'POST /calibrations/{id}/adopt': {
		summary: 'Shows probabilities by it from now on.',
		scope: 'admin',
		fills: ofCalibration,
		body: namedCalibrationSchema
	},
	'POST /calibrations/{id}/drop': {
		summary: 'Shows probabilities as the model says them again.',
		scope: 'admin',
		fills: ofCalibration,
		body: namedCalibrationSchema
	}
};
