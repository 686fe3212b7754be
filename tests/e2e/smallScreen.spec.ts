import { expect, test } from '@playwright/test';
import { browserOf, live } from './people.ts';
import { candidatesOf, newQueue } from './queues.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

test('on a phone one votes from the bar at the bottom, and nothing is wider than the screen', async ({
	browser
}) => {
	const ana = await browserOf(browser, 'ana', PHONE);
	const queue = await newQueue(ana, { name: `Phone ${Date.now()}`, sealing: 'open' });
	const [candidate] = await candidatesOf(ana, queue, 1);
	const wide = () => ana.evaluate(() => document.documentElement.scrollWidth > innerWidth);
	for (const address of ['/queues', queue, '/runs', candidate]) {
		await ana.goto(address);
		expect(await wide(), address).toBe(false);
	}
	await live(ana);
	await expect(ana.getByRole('button', { name: /^1 ESE/ })).toBeHidden();
	await ana.getByRole('button', { name: 'Vote', exact: true }).tap();
	await ana.getByRole('button', { name: /^1 ESE/ }).tap();
	await expect(ana.getByText(/^ESE, likely — saved/)).toBeVisible();
	await expect(ana.getByRole('button', { name: /^1 ESE/ })).toBeHidden();
	await ana.context().close();
});

test('at 1440 × 900 light curve and vote buttons are in sight together', async ({ browser }) => {
	const ana = await browserOf(browser, 'ana', { viewport: { width: 1440, height: 900 } });
	const queue = await newQueue(ana, { name: `Desk ${Date.now()}`, sealing: 'open' });
	const [candidate] = await candidatesOf(ana, queue, 1);
	await ana.goto(candidate);
	const seen = { ratio: 1 };
	await expect(ana.getByRole('img', { name: /^Light curve\./ })).toBeInViewport(seen);
	await expect(ana.getByRole('group', { name: 'Your verdict' })).toBeInViewport(seen);
	await ana.getByLabel('Write a comment').scrollIntoViewIfNeeded();
	await expect(ana.getByRole('group', { name: 'Your verdict' })).toBeInViewport(seen);
	await ana.context().close();
});
