import { z } from 'zod';
import {
	endSilenceSchema,
	newSilenceSchema,
	queueOfAlertsSchema,
	silenceScopeSchema,
	triageSchema,
	undoTriageSchema
} from '../alert.ts';
import { alertListSchema } from '../alertPage.ts';
import { changeSettingsSchema, markReadSchema, testMailSchema } from '../notification.ts';
import {
	addRowSchema,
	changeRowSchema,
	changeWatchlistSchema,
	deleteRowSchema,
	namedWatchlistSchema,
	namedWatchRuleSchema,
	newWatchlistSchema,
	saveWatchRuleSchema,
	switchWatchRuleSchema,
	watchConditionsSchema,
	watchlistViewSchema
} from '../watch.ts';
import { changeWebhookSchema, newWebhookSchema, redeliverSchema } from '../webhook.ts';
import {
	queueAnswer,
	watchlistAnswer,
	watchlistRowAnswer,
	watchRuleAnswer,
	webhookAnswer
} from './answers.ts';
import type { Endpoints } from './endpoint.ts';

const ofWatchlist = { id: 'watchlistId' };
const ofRow = { id: 'watchlistId', rowId: 'rowId' };
const ofRule = { id: 'ruleId' };
const ofWebhook = { id: 'webhookId' };

/** Alerts, silences, watchlists and rules, webhooks and what people are told. */
export const WATCHING: Endpoints = {
	'GET /alerts': {
		summary: 'A page of the inbox: objects, the severest first, each with what fired on it.',
		scope: 'read',
		query: alertListSchema,
		isListing: true,
		answer: z.looseObject({
			total: z.int(),
			groups: z.array(z.looseObject({ id: z.string() })),
			next: z.string().nullable()
		})
	},
	'POST /alerts': {
		summary: 'Triages alerts: accepts, dismisses, assigns, snoozes or opens them again.',
		scope: 'vet',
		body: triageSchema
	},
	'POST /alerts/queue': {
		summary: 'Makes a queue of the objects of alerts.',
		scope: 'vet',
		body: queueOfAlertsSchema,
		answer: queueAnswer
	},
	'POST /alerts/undo': {
		summary: 'Undoes a triage, named by the id of its command.',
		scope: 'vet',
		body: undoTriageSchema
	},
	'GET /alerts/{id}/voevent': {
		summary: 'An accepted alert as a VOEvent 2.0 packet.',
		scope: 'read',
		answer: 'application/xml'
	},
	'POST /voevent': {
		summary: 'Takes in a VOEvent 2.0 packet.',
		scope: 'vet',
		body: 'application/xml'
	},
	'GET /silences': {
		summary: 'Every silence, those in force first, with what it holds back.',
		scope: 'read',
		isListing: true,
		answer: z.array(z.looseObject({ id: z.string(), reason: z.string() }))
	},
	'POST /silences': {
		summary: 'Silences a cause, an area or both until a day.',
		scope: 'admin',
		body: z.intersection(newSilenceSchema, silenceScopeSchema)
	},
	'GET /silences/try': {
		summary: 'What a silence would have held back lately.',
		scope: 'read',
		query: {
			causeKind: 'newSource, watchRule, watchlist, watch or voevent.',
			causeId: 'Of one rule, list or watch.',
			ra: 'Degrees ICRS.',
			dec: 'Degrees ICRS.',
			radiusDeg: 'Degrees.'
		}
	},
	'DELETE /silences/{id}': {
		summary: 'Ends a silence now.',
		scope: 'admin',
		fills: { id: 'silenceId' },
		body: endSilenceSchema
	},
	'GET /watchlists': {
		summary: 'Shared watchlists and one’s own.',
		scope: 'read',
		isListing: true,
		answer: z.array(watchlistAnswer)
	},
	'POST /watchlists': {
		summary: 'Makes a watchlist.',
		scope: 'vet',
		body: newWatchlistSchema,
		answer: watchlistAnswer
	},
	'GET /watchlists/{id}': {
		summary: 'A watchlist with a page of its rows.',
		scope: 'read',
		query: watchlistViewSchema.omit({ after: true }),
		isListing: true,
		answer: z.looseObject({
			watchlist: watchlistAnswer,
			total: z.int(),
			rows: z.array(watchlistRowAnswer),
			next: z.string().nullable()
		})
	},
	'PUT /watchlists/{id}': {
		summary: 'Changes its settings, all of them.',
		scope: 'vet',
		fills: ofWatchlist,
		body: changeWatchlistSchema
	},
	'DELETE /watchlists/{id}': {
		summary: 'Deletes it with its rows.',
		scope: 'vet',
		fills: ofWatchlist,
		body: namedWatchlistSchema
	},
	'POST /watchlists/{id}/import': {
		summary: 'Imports rows: a CSV or VOTable as the body.',
		scope: 'vet',
		query: {
			name: 'What the file is called; its ending says what it is.',
			how: 'add, or replace: in place of those there.'
		},
		body: 'application/octet-stream',
		answer: z.object({ rows: z.int() })
	},
	'GET /watchlists/{id}/rows': {
		summary: 'All rows, as the import reads them.',
		scope: 'read',
		answer: 'text/csv'
	},
	'POST /watchlists/{id}/rows': {
		summary: 'Adds a row.',
		scope: 'vet',
		fills: ofWatchlist,
		body: addRowSchema,
		answer: watchlistRowAnswer
	},
	'PUT /watchlists/{id}/rows/{rowId}': {
		summary: 'Changes a row.',
		scope: 'vet',
		fills: ofRow,
		body: changeRowSchema,
		answer: watchlistRowAnswer
	},
	'DELETE /watchlists/{id}/rows/{rowId}': {
		summary: 'Takes a row out.',
		scope: 'vet',
		fills: ofRow,
		body: deleteRowSchema,
		answer: watchlistRowAnswer
	},
	'GET /watch-rules': {
		summary: 'The team’s rules and one’s own.',
		scope: 'read',
		isListing: true,
		answer: z.array(watchRuleAnswer)
	},
	'POST /watch-rules': {
		summary: 'Saves a rule that was tried: with the hash of its backtest.',
		scope: 'vet',
		body: saveWatchRuleSchema.omit({ ruleId: true }),
		answer: watchRuleAnswer
	},
	'POST /watch-rules/try': {
		summary: 'What conditions would have done over past runs; the hash is what saving takes.',
		scope: 'read',
		body: z.object({ conditions: watchConditionsSchema, personal: z.boolean().default(true) }),
		answer: z.looseObject({ hash: z.string(), fired: z.int() })
	},
	'GET /watch-rules/{id}': { summary: 'A rule.', scope: 'read', answer: watchRuleAnswer },
	'PUT /watch-rules/{id}': {
		summary: 'Changes a rule, tried again.',
		scope: 'vet',
		fills: ofRule,
		body: saveWatchRuleSchema,
		answer: watchRuleAnswer
	},
	'DELETE /watch-rules/{id}': {
		summary: 'Deletes a rule; its alerts keep its name.',
		scope: 'vet',
		fills: ofRule,
		body: namedWatchRuleSchema
	},
	'POST /watch-rules/{id}/switch': {
		summary: 'Switches a rule on or off.',
		scope: 'vet',
		fills: ofRule,
		body: switchWatchRuleSchema,
		answer: z.boolean()
	},
	'GET /webhooks': {
		summary: 'Webhooks with their latest deliveries, for administrators.',
		scope: 'admin',
		isListing: true,
		answer: z.array(webhookAnswer)
	},
	'POST /webhooks': {
		summary: 'Registers a webhook; its secret is in this answer and in no other.',
		scope: 'admin',
		body: newWebhookSchema,
		answer: z.object({ webhook: webhookAnswer, secret: z.string().nullable() })
	},
	'DELETE /webhooks/{id}': {
		summary: 'Deletes a webhook.',
		scope: 'admin',
		fills: ofWebhook,
		body: changeWebhookSchema
	},
	'POST /webhooks/{id}/switch': {
		summary: 'Switches a webhook off, or on again.',
		scope: 'admin',
		fills: ofWebhook,
		body: changeWebhookSchema
	},
	'POST /webhooks/{id}/test': {
		summary: 'Sends something harmless.',
		scope: 'admin',
		fills: ofWebhook,
		body: changeWebhookSchema
	},
	'POST /webhooks/deliveries/{id}': {
		summary: 'Sends a delivery again.',
		scope: 'admin',
		fills: { id: 'deliveryId' },
		body: redeliverSchema
	},
	'GET /notifications': {
		summary: 'The latest of one’s notifications.',
		scope: 'read',
		query: { unread: '1: those not read.' },
		isListing: true,
		answer: z.array(z.looseObject({ id: z.string(), title: z.string() }))
	},
	'POST /notifications/read': {
		summary: 'Marks one notification as read, or all.',
		scope: 'vet',
		body: markReadSchema
	},
	'GET /notifications/settings': { summary: 'What one is told, and how.', scope: 'read' },
	'PUT /notifications/settings': {
		summary: 'Changes what one is told.',
		scope: 'vet',
		body: changeSettingsSchema
	},
	'POST /notifications/test-mail': {
		summary: 'Sends a mail to one’s own address.',
		scope: 'vet',
		body: testMailSchema
	}
};
