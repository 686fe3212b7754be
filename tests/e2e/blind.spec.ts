import { expect, test } from '@playwright/test';
import { browserOf, live } from './people.ts';
import { candidatesOf, newQueue } from './queues.ts';

test('in a blind queue the others’ votes stay sealed until one has voted', async ({ browser }) => {
	const ana = await browserOf(browser, 'ana');
	const ben = await browserOf(browser, 'ben');
	const queue = await newQueue(ana, { name: `Blind ${Date.now()}`, sealing: 'blind' });
	const [candidate] = await candidatesOf(ben, queue, 1);
	await Promise.all([ana.goto(candidate), ben.goto(candidate)]);
	await Promise.all([live(ana), live(ben)]);

	await ben.getByRole('button', { name: /^1 ESE/ }).click();
	await expect(ana.getByText('1 other has voted. Sealed until you vote.')).toBeVisible();
	const sent = await ana.request.get(`${candidate}/__data.json`);
	const data = await sent.text();
	expect(data).not.toContain('"userName","Ben');
	expect(await ana.locator('body').innerText()).not.toMatch(/ben[^.]*ESE/i);

	await ana.getByRole('button', { name: /^3 AGN/ }).click();
	await expect(ana.getByRole('list', { name: 'Others’ votes' })).toContainText('ESE');
	await expect(ben.getByRole('list', { name: 'Others’ votes' })).toContainText('AGN');
	await expect(ana.getByText('AGN, likely, blind')).toBeVisible();
	await ana.context().close();
	await ben.context().close();
});
