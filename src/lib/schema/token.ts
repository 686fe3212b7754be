import { z } from 'zod';
import type { Role } from './user.ts';
import { commandIdSchema } from './vote.ts';

/** What a personal token can be good for: never for more than its owner may do. */
export const SCOPES = ['read', 'vet', 'run', 'admin'] as const;
export const scopeSchema = z.enum(SCOPES);
export type Scope = z.infer<typeof scopeSchema>;

export const SCOPE_LABELS: Record<Scope, string> = {
	read: 'Read what you can see',
	vet: 'Vet: vote, tag, comment, mark, keep queues, queries and watches',
	run: 'Runs: create, process and delete them, send images',
	admin: 'Look after the rest: class lists, catalogues, silences, webhooks, accounts'
};

/** What each role has a use for: a token asks for no more. */
const SCOPES_OF_ROLES: Record<Role, readonly Scope[]> = {
	viewer: ['read'],
	vetter: ['read', 'vet', 'run'],
	curator: SCOPES,
	runManager: SCOPES,
	admin: SCOPES
};

export function scopesOf(role: Role): readonly Scope[] {
	return SCOPES_OF_ROLES[role];
}

export const MOST_TOKEN_DAYS = 366;
const USUAL_TOKEN_DAYS = 90;

/** A form sends one ticked box as a text, several as a list. */
const scopesSchema = z
	.union([z.array(scopeSchema), scopeSchema.transform((scope) => [scope])], {
		error: `Name scopes out of ${SCOPES.join(', ')}.`
	})
	.pipe(z.array(scopeSchema).min(1, 'Choose at least one scope.'))
	.transform((wanted) => SCOPES.filter((scope) => wanted.includes(scope)));

export const newTokenSchema = z.object({
	commandId: commandIdSchema,
	name: z.string().trim().min(1, 'Say what the token is for.').max(80),
	scopes: scopesSchema,
	/** Until it runs out. */
	days: z.coerce
		.number('Give a number of days.')
		.int('Give whole days.')
		.min(1, 'Give it at least a day.')
		.max(MOST_TOKEN_DAYS, `A token lives at most ${MOST_TOKEN_DAYS} days.`)
		.default(USUAL_TOKEN_DAYS)
});

export const revokeTokenSchema = z.object({
	commandId: commandIdSchema,
	tokenId: z.string().min(1).max(64)
});

/** Lets a program act as its owner under api/v1. What it is made of is shown once and kept nowhere. */
export interface Token {
	id: string;
	name: string;
	userId: string;
	scopes: Scope[];
	/** How it begins, to tell it from others. */
	beginning: string;
	createdAt: Date;
	expiresAt: Date;
	/** To the minute; null for one that was never used. */
	lastUsedAt: Date | null;
	revokedAt: Date | null;
}

/** A token in its owner's list. */
export interface TokenRow extends Token {
	state: 'live' | 'expired' | 'revoked';
}

/** A token that was just made; `secret` is null when the answer is asked for again. */
export interface MadeToken {
	token: Token;
	secret: string | null;
}
