import { createHash, randomBytes } from 'node:crypto';

/** 32 signs, none of which is read as another: five bits each. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const LENGTH = 20;

/** A random id of 100 bits: users, objects, queues, candidates, votes, comments. */
export function newId(): string {
	return spell(randomBytes(LENGTH));
}

/** The same id for the same parts: work that is repeated after a crash writes the same documents again. */
export function derivedId(...parts: (string | number)[]): string {
	return spell(createHash('sha256').update(parts.join('\n')).digest().subarray(0, LENGTH));
}

function spell(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => ALPHABET[byte & 31]).join('');
}
