import { expect, test, type Page } from '@playwright/test';
import { MongoClient } from 'mongodb';
import { REPEAT_AFTER } from '#schema/repeat.ts';
import { browserOf, live } from './people.ts';
import { candidatesOf, newQueue } from './queues.ts';

/** Of the votes so many are longer ago than repeats need, and as many as repeats need came after them. */
const LONG_AGO = 8;
const VOTES = LONG_AGO + REPEAT_AFTER.candidates + 1;
const ON_A_PAGE = 50;
/** One vote in four brings a repeat at this share, which is the largest. */
const SHARE = '20';
const MOST_TRIES = 80;

let ana: Page;
let ben: Page;
let queue: string;
/** The candidate that Ben is to answer once more. */
let candidate: string;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
	test.setTimeout(180_000);
	ana = await browserOf(browser, 'ana');
	ben = await browserOf(browser, 'ben');
	const settings = { 'Hidden repeats, % of what each person is served': SHARE };
	queue = await newQueue(ana, { name: `Repeated ${Date.now()}`, sealing: 'blind', settings });
	// From the end of the table's first page: other tests take the first, and what Ben labelled there is not served again.
	const candidates = (await candidatesOf(ana, queue, ON_A_PAGE)).slice(-VOTES);
	for (const address of candidates) await say(ben, 'post', address);
	const longAgo = candidates.slice(0, LONG_AGO);
	await madeLongAgo(longAgo);
	candidate = await untilRepeated(longAgo, String(candidates.at(-1)));
});

test.afterAll(async () => {
	await ana.context().close();
	await ben.context().close();
});

async function say(person: Page, how: 'post' | 'delete', address: string): Promise<void> {
	const answer = await person.request[how](`/api/v1/candidates/${idOf(address)}/vote`, {
		headers: { origin: String(process.env.CAUSTIC_E2E_ORIGIN) },
		data: { commandId: crypto.randomUUID(), ...(how === 'post' && { classKey: 'ese' }) }
	});
	expect(answer.status(), await answer.text()).toBe(200);
}

/** Half a day cannot be waited for: the clock of these votes is turned back where they are kept. */
async function madeLongAgo(addresses: string[]): Promise<void> {
	const at = new Date(Date.now() - (REPEAT_AFTER.hours + 1) * 3_600_000);
	const client = await new MongoClient(String(process.env.MONGODB_URI)).connect();
	try {
		const db = client.db(process.env.CAUSTIC_E2E_DB);
		const of = { candidateId: { $in: addresses.map(idOf) } };
		const turned = await db
			.collection('votes')
			.updateMany(of, { $set: { createdAt: at, updatedAt: at } });
		expect(turned.modifiedCount).toBe(addresses.length);
		await db.collection('voteEvents').updateMany(of, { $set: { at } });
	} finally {
		await client.close();
	}
}

/**
 * Repeats come by chance, and with a vote only: the last one is taken back and given again until one has come. To Ben it is then
 * as if he had never voted on it. None comes of what he tagged or wrote to in other tests.
 */
async function untilRepeated(longAgo: string[], last: string): Promise<string> {
	for (let tries = 0; tries < MOST_TRIES; tries += 1) {
		const unanswered = await notAnswered();
		const repeated = longAgo.find((address) => unanswered.has(idOf(address)));
		if (repeated) return repeated;
		await say(ben, 'delete', last);
		await say(ben, 'post', last);
	}
	throw new Error(`no repeat came in ${MOST_TRIES} votes`);
}

/** Ids of what Ben has no vote on, as he is told. */
async function notAnswered(): Promise<Set<string>> {
	const answer = await ben.request.get(`/api/v1${queue}/candidates?limit=500`);
	expect(answer.ok()).toBe(true);
	// The API's own answer: rows of the queue's table.
	const { rows } = (await answer.json()) as { rows: { id: string; mine: string | null }[] };
	return new Set(rows.flatMap(({ id, mine }) => (mine === null ? [id] : [])));
}

function idOf(address: string): string {
	return address.split('/')[3].split('?')[0];
}

test('a candidate of half a day ago is asked for once more, and only its voter learns that it was', async () => {
	const told = ben.getByRole('heading', { name: 'You had voted on this one before' });
	await ben.goto(candidate);
	await live(ben);
	await expect(ben.getByText(/^This queue has hidden tests/)).toBeVisible();
	await expect(told).toBeHidden();
	await ben.getByRole('button', { name: /^2 Scintillation/ }).click();
	await expect(told).toBeVisible({ timeout: 20_000 });
	const card = ben.getByRole('region', { name: 'You had voted on this one before' });
	await expect(card).toContainText('you said ESE, likely. Another class this time.');
	await expect(card).toContainText('Your first vote stands');

	await ana.goto(candidate);
	await expect(ana.getByText(/^This queue has hidden tests/)).toBeVisible();
	await expect(ana.getByText('You had voted on this one before')).toBeHidden();
	await ana.goto(`${queue}/completeness`);
	await expect(ana.getByText(/^1 repeat answered by 1 person/)).toBeVisible();
});
