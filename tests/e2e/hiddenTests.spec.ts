import { expect, test, type Page } from '@playwright/test';
import { browserOf, live } from './people.ts';
import { newQueue } from './queues.ts';

let ana: Page;
let ben: Page;
let queue: string;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
	// Every made event is fitted as its queue is made.
	test.setTimeout(240_000);
	ana = await browserOf(browser, 'ana');
	ben = await browserOf(browser, 'ben');
	const settings = { 'Hidden test events, % of what each person is served': '20' };
	const name = `Tested ${Date.now()}`;
	queue = await newQueue(ana, { name, sealing: 'blind', settings });
});

test.afterAll(async () => {
	await ana.context().close();
	await ben.context().close();
});

/** A candidate whose light curve varies more for one person than for the other: it holds a made event for them. */
async function madeEvent(): Promise<{ meets: Page; other: Page; candidate: string }> {
	const [anas, bens] = [await variabilityFor(ana), await variabilityFor(ben)];
	for (const [id, eta] of anas) {
		const bensEta = bens.get(id) ?? 0;
		const candidate = `${queue}/${id}`;
		if (eta > bensEta) return { meets: ana, other: ben, candidate };
		if (eta < bensEta) return { meets: ben, other: ana, candidate };
	}
	throw new Error('nobody is shown a made event');
}

/** η of every candidate, as this person is shown it. */
async function variabilityFor(person: Page): Promise<Map<string, number>> {
	const answer = await person.request.get(`/api/v1${queue}/candidates?limit=500`);
	expect(answer.ok()).toBe(true);
	// The API's own answer: rows of the queue's table.
	const { rows } = (await answer.json()) as { rows: { id: string; etaPeak: number | null }[] };
	return new Map(rows.map(({ id, etaPeak }) => [id, etaPeak ?? 0]));
}

test('whoever meets a made event is told after the vote, nobody else, and it counts', async () => {
	test.setTimeout(120_000);
	const { meets, other, candidate } = await madeEvent();
	await Promise.all([meets.goto(candidate), other.goto(candidate)]);
	await Promise.all([live(meets), live(other)]);
	for (const page of [meets, other])
		await expect(page.getByText(/^This queue has hidden tests/)).toBeVisible();
	await meets.getByRole('button', { name: /^1 ESE/ }).click();
	const told = { name: 'You were shown a made event' };
	await expect(meets.getByRole('heading', told)).toBeVisible({ timeout: 20_000 });
	await expect(meets.getByText(/^You said ESE, likely: found\./)).toBeVisible();
	await expect(meets.getByRole('button', { name: /^2 Scintillation/ })).toBeEnabled();

	await other.goto(`${queue}/completeness`);
	await expect(other.getByText(/^1 made event answered by votes/)).toBeVisible();
	await other.goto(candidate);
	await expect(other.getByText(/^This queue has hidden tests/)).toBeVisible();
	await expect(other.getByRole('heading', told)).toBeHidden();
	await expect(other.getByText(/Nobody else has voted yet/)).toBeVisible();
});

test('the answer is taken back by the key that undoes', async () => {
	const page = (await ana.getByRole('heading', { name: 'You were shown a made event' }).isVisible())
		? ana
		: ben;
	await page.getByRole('button', { name: /^u?\s*Undo: take the answer back/i }).click();
	await expect(page.getByText(/^Taken back after the reveal/)).toBeVisible();
});
