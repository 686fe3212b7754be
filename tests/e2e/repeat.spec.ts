import { expect, test, type Page } from '@playwright/test';
import { MongoClient } from 'mongodb';
import { REPEAT_AFTER } from '#schema/repeat.ts';
import { browserOf, live } from './people.ts';
import { candidatesOf, newQueue } from './queues.ts';

const VOTES = REPEAT_AFTER.candidates + 2;
/** One vote in four brings a repeat at this share, which is the largest. */
const SHARE = '20';
const MOST_TRIES = 80;

let ana: Page;
let ben: Page;
let queue: string;
/** Of these Ben votes on all; on the first, longer ago than repeats need. */
let candidates: string[];

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
	test.setTimeout(180_000);
	ana = await browserOf(browser, 'ana');
	ben = await browserOf(browser, 'ben');
	const settings = { 'Hidden repeats, % of what each person is served': SHARE };
	queue = await newQueue(ana, { name: `Repeated ${Date.now()}`, sealing: 'blind', settings });
	candidates = await candidatesOf(ana, queue, VOTES);
	for (const address of candidates) await say(ben, 'post', address);
	await madeLongAgo(candidates[0]);
	await untilRepeated(candidates[0], String(candidates.at(-1)));
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

/** Half a day cannot be waited for: the clock of one vote is turned back where it is kept. */
async function madeLongAgo(address: string): Promise<void> {
	const at = new Date(Date.now() - (REPEAT_AFTER.hours + 1) * 3_600_000);
	const client = await new MongoClient(String(process.env.MONGODB_URI)).connect();
	try {
		const db = client.db(process.env.CAUSTIC_E2E_DB);
		const of = { candidateId: idOf(address) };
		const turned = await db
			.collection('votes')
			.updateOne(of, { $set: { createdAt: at, updatedAt: at } });
		expect(turned.modifiedCount).toBe(1);
		await db.collection('voteEvents').updateOne(of, { $set: { at } });
	} finally {
		await client.close();
	}
}

/** Repeats come by chance, and with a vote only: the last one is taken back and given again until one has come. */
async function untilRepeated(first: string, last: string): Promise<void> {
	for (let tries = 0; tries < MOST_TRIES && (await ownAnswer(first)) !== null; tries += 1) {
		await say(ben, 'delete', last);
		await say(ben, 'post', last);
	}
	expect(await ownAnswer(first), 'to Ben it is as if he had never voted').toBeNull();
}

async function ownAnswer(address: string): Promise<string | null> {
	const answer = await ben.request.get(`/api/v1${queue}/candidates?limit=500`);
	expect(answer.ok()).toBe(true);
	// The API's own answer: rows of the queue's table.
	const { rows } = (await answer.json()) as { rows: { id: string; mine: string | null }[] };
	const row = rows.find(({ id }) => id === idOf(address));
	if (!row) throw new Error(`${address} is not in the queue's table.`);
	return row.mine;
}

function idOf(address: string): string {
	return address.split('/')[3].split('?')[0];
}

test('a candidate of half a day ago is asked for once more, and only its voter learns that it was', async () => {
	const [candidate] = candidates;
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
