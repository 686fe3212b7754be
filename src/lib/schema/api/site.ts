import { z } from 'zod';
import { newTokenSchema, revokeTokenSchema } from '../token.ts';
import { newUserSchema } from '../user.ts';
import { tokenAnswer, userAnswer } from './answers.ts';
import type { Endpoints } from './endpoint.ts';

/** Who one is, accounts and tokens, and this description itself. */
export const SITE: Endpoints = {
	'GET /openapi.json': {
		summary: 'This API, described as OpenAPI 3.1.',
		scope: 'read',
		answer: z.looseObject({ openapi: z.string(), paths: z.looseObject({}) })
	},
	'GET /session': { summary: 'Who is signed in.', scope: 'read', answer: userAnswer },
	'GET /tokens': {
		summary: 'One’s personal tokens, never what they are made of.',
		scope: 'session',
		isListing: true,
		answer: z.array(tokenAnswer)
	},
	'POST /tokens': {
		summary: 'Makes a personal token; its text is in this answer and in no other.',
		scope: 'session',
		body: newTokenSchema,
		answer: z.object({ token: tokenAnswer, secret: z.string().nullable() })
	},
	'DELETE /tokens/{id}': {
		summary: 'Ends a token at once.',
		scope: 'session',
		fills: { id: 'tokenId' },
		body: revokeTokenSchema,
		answer: tokenAnswer
	},
	'GET /users': {
		summary: 'Accounts, for administrators.',
		scope: 'admin',
		isListing: true,
		answer: z.array(userAnswer)
	},
	'POST /users': {
		summary: 'Creates an account, for administrators.',
		scope: 'admin',
		body: newUserSchema,
		answer: userAnswer
	},
	'GET /people/suggest': {
		summary: 'People whose name begins so, for mentions.',
		scope: 'read',
		query: { q: 'Beginning of a user name or of a word of a name.' },
		answer: z.array(z.looseObject({ username: z.string(), displayName: z.string() }))
	},
	'GET /search': {
		summary: 'Objects, tags, comments and notes with these words.',
		scope: 'read',
		query: { q: 'Words.', limit: 'At most so many of each; 8 unless said.' }
	}
};
