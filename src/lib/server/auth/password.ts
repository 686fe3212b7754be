import { hash, verify } from '@node-rs/argon2';

/** OWASP's smallest argon2id setting: 19 MiB, two passes, one lane; about 50 ms. The library's default kind is argon2id. */
const COST = { memoryCost: 19456, timeCost: 2, parallelism: 1 };

let decoy: Promise<string> | null = null;

export function hashPassword(password: string): Promise<string> {
	return hash(password, COST);
}

/**
 * Checks a password. For an account that does not exist pass null: the same work is done on a hash nobody knows the
 * password of, so that the time taken does not tell which user names exist.
 */
export async function passwordMatches(
	passwordHash: string | null,
	password: string
): Promise<boolean> {
	decoy ??= hashPassword(crypto.randomUUID());
	const matches = await verify(passwordHash ?? (await decoy), password);
	return passwordHash !== null && matches;
}
