import { expect, test } from '@playwright/test';
import { browserOf, live } from './people.ts';
import { candidatesOf, newQueue } from './queues.ts';

test('a vote given offline waits, survives, and is carried out once the server answers', async ({
	browser
}) => {
	const ana = await browserOf(browser, 'ana');
	const queue = await newQueue(ana, { name: `Offline ${Date.now()}`, sealing: 'open' });
	const [candidate] = await candidatesOf(ana, queue, 1);
	await ana.goto(candidate);
	await live(ana);
	await ana.context().setOffline(true);
	await ana.keyboard.press('5');
	await expect(ana.getByText(/^Pulsar, likely — no connection; kept here/)).toBeVisible();
	await expect(ana.getByText('1 command waiting for the connection')).toBeVisible();
	await ana.context().setOffline(false);
	await expect(ana.getByRole('button', { name: /^5 Pulsar/ })).toHaveAttribute(
		'aria-pressed',
		'true',
		{ timeout: 15_000 }
	);
	await expect(ana.getByText('1 command waiting for the connection')).toBeHidden();
	await expect(ana.getByText('History (1)')).toBeVisible();
	await ana.context().close();
});

test('notes typed offline are kept and arrive at the other’s afterwards', async ({ browser }) => {
	const ana = await browserOf(browser, 'ana');
	const ben = await browserOf(browser, 'ben');
	const queue = await newQueue(ana, { name: `Notes ${Date.now()}`, sealing: 'open' });
	const [, candidate] = await candidatesOf(ana, queue, 2);
	await Promise.all([ana.goto(candidate), ben.goto(candidate)]);
	await Promise.all([live(ana), live(ben)]);
	const sentence = `Written on a plane ${Date.now()}. `;
	await ana.context().setOffline(true);
	const [hers, his] = [ana, ben].map((page) => page.getByLabel('Shared notes on this object'));
	await hers.press('Control+Home');
	await hers.pressSequentially(sentence);
	await expect(ana.getByText(/^(saving…|offline, \d+ edits? waiting)$/)).toBeVisible();
	await expect(his).not.toHaveValue(new RegExp(sentence));
	await ana.context().setOffline(false);
	await expect(his).toHaveValue(new RegExp(sentence), { timeout: 30_000 });
	await expect(ana.getByText('saved', { exact: true })).toBeVisible();
	await ana.context().close();
	await ben.context().close();
});
